-- What guards name a key version by. A restored version has the id of the version that was backed up, which may still be there in
-- another vault, so its guards have another id, which its document has too. For all other versions it is the version's own.
ALTER TABLE key_version ADD COLUMN subject uuid;
ALTER TABLE key_version
    ALTER COLUMN subject TYPE uuid USING version,
    ALTER COLUMN subject SET NOT NULL;

-- Nodes that do not know the column add no restored versions.
CREATE FUNCTION key_version_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.subject := COALESCE(NEW.subject, NEW.version);
    RETURN NEW;
END
$$;

CREATE TRIGGER key_version_subject BEFORE INSERT ON key_version
    FOR EACH ROW EXECUTE FUNCTION key_version_subject();
