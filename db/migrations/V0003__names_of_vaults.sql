-- A vault's name is taken as long as its row is there, even if the row of vault_name is not.
CREATE UNIQUE INDEX vault_has_name_once ON vault (canonical_name);
-- A look-up of a name that vault_name does not have finds whether a vault of any tenant has it.
CREATE POLICY anyone_finds_holder ON vault FOR SELECT
    USING (canonical_name = (SELECT nullif(current_setting('strongroom.name', true), '')));
