-- A second contact centre: RingCentral Engage.
ALTER TABLE handover_provider ADD COLUMN engage JSONB, ADD COLUMN moved_to TEXT;
ALTER TABLE conversation
  ADD COLUMN queue_position INTEGER,
  ADD COLUMN queue_wait_ms INTEGER,
  ADD COLUMN queue_at TIMESTAMPTZ(3);
CREATE INDEX conversation_contact_id_idx ON conversation (contact_id);
ALTER TABLE message ADD COLUMN removed_at TIMESTAMPTZ(3);
