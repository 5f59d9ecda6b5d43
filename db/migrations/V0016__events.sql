-- What happened to keys, for those who want to know. Unlike records of the log, events are neither sealed nor chained: each is
-- written together with the record that proves what it tells.
CREATE TABLE event (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL, -- made of what happened, so that the same event is there once
    type text NOT NULL,
    time timestamptz NOT NULL,
    vault_id uuid NOT NULL,
    vault_name text NOT NULL,
    resource_id text NOT NULL,
    object text NOT NULL,
    version uuid NOT NULL,
    not_before bigint, -- in seconds since 1970, like expires
    expires bigint,
    -- of the delivery to the tenant's webhook
    delivery text NOT NULL DEFAULT 'waiting' CHECK (delivery IN ('waiting', 'delivered', 'given-up')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX event_newest_first ON event (tenant_id, time DESC, event_id DESC);
CREATE INDEX event_waiting ON event (tenant_id, next_attempt) WHERE delivery = 'waiting';
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON event
    USING (tenant_id = (SELECT current_setting('strongroom.tenant')::uuid));
GRANT SELECT, INSERT, UPDATE (delivery, attempts, next_attempt) ON event TO ${app};
