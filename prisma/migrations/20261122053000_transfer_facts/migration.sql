-- What a transfer is filtered by, each value with the name of its filter.
CREATE FUNCTION "transfer_facts"("connection_id" text, "policy_id" text, "queue_id" text, "skill_id" text, "agent_id" text,
  "outcome" text, "reason" text, "source" text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_remove(ARRAY['connection ' || "connection_id", 'policy ' || "policy_id", 'queue ' || "queue_id",
    'skill ' || "skill_id", 'agent ' || "agent_id", 'outcome ' || "outcome", 'reason ' || "reason", 'source ' || "source"], NULL);

-- Finds several of them together: PostgreSQL does not combine the indexes by one of them and the time, since each bounds
-- the time, and reads every row that has one of them to say that none has the other.
CREATE INDEX "transfer_facts_idx" ON "transfer" USING gin (("transfer_facts"("connection_id", "policy_id", "queue_id",
  "skill_id", "agent_id", "outcome", "reason", "source")));
