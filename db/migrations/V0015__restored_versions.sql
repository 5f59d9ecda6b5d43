-- A restored key version has the id of the version that was backed up, which may still be there in another vault. What guards
-- name it by is then another id, which its document has too; null where it is the version's own.
ALTER TABLE key_version ADD COLUMN subject uuid;
