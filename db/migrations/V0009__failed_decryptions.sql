-- How many decryptions with a key failed today, with each algorithm. The rows are not sealed. An operator of the database who
-- lowers a number allows more attempts, but each attempt is in the log, and a block is in the sealed document of the key.
CREATE TABLE failed_decryption (
    tenant_id uuid NOT NULL REFERENCES tenant,
    subject   uuid NOT NULL, -- of the key, as in table generation
    algorithm text NOT NULL,
    day       date NOT NULL, -- in UTC
    failures  integer NOT NULL,
    PRIMARY KEY (tenant_id, subject, algorithm)
);
ALTER TABLE failed_decryption ENABLE ROW LEVEL SECURITY;
ALTER TABLE failed_decryption FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON failed_decryption
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE ON failed_decryption TO ${app};
