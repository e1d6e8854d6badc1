-- Words of the texts of a log, for its search. Names such as connection:con_1 are searched by their parts, so what
-- joins the parts becomes a blank first; lib/db/log-words.ts does the same with what is searched for.
CREATE FUNCTION "log_words"("texts" text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('simple', translate("texts", E'.:/_-@,;=?&<>#%"''{}[]()|\\+*!$~^`', repeat(' ', 32)));

-- Version 2 of the canonical form hashes what was done and why as well, and before and after as the text that was
-- written: json keeps it, jsonb would write it anew. Rows from before stay of version 1.
ALTER TABLE "audit_entry"
  ADD COLUMN "version" SMALLINT NOT NULL DEFAULT 1,
  ADD COLUMN "result" TEXT,
  ADD COLUMN "reason" TEXT,
  ALTER COLUMN "before" TYPE JSON USING "before"::json,
  ALTER COLUMN "after" TYPE JSON USING "after"::json;
ALTER TABLE "audit_entry" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (log_words(
  "action" || ' ' || "object" || ' ' || "actor_id" || ' ' || "actor_name" || ' ' || "request_id" || ' ' ||
  coalesce("ip", '') || ' ' || coalesce("reason", '') || ' ' ||
  -- A tsvector has a limit, and a change must not fail because its record is long.
  coalesce(left("before"::text, 10000), '') || ' ' || coalesce(left("after"::text, 10000), '')
)) STORED;

CREATE INDEX "audit_entry_actor_id_at_seq_idx" ON "audit_entry"("actor_id", "at", "seq");
CREATE INDEX "audit_entry_action_at_seq_idx" ON "audit_entry"("action", "at", "seq");
CREATE INDEX "audit_entry_object_at_seq_idx" ON "audit_entry"("object", "at", "seq");
CREATE INDEX "audit_entry_words_idx" ON "audit_entry" USING gin ("words");

-- How far the chain is anchored outside the database: a file that knows less is missing lines.
ALTER TABLE "audit_head" ADD COLUMN "anchored_seq" BIGINT, ADD COLUMN "anchored_at" TIMESTAMPTZ(3);

-- The walk along the chain that is under way, and what the last one found.
CREATE TABLE "audit_check" (
    "id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "rows" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "verdict" JSONB,

    CONSTRAINT "audit_check_pkey" PRIMARY KEY ("id")
);
INSERT INTO "audit_check" ("id") VALUES (1);

-- TRUNCATE of a partition passes the trigger of its parent by, so each has one of its own.
CREATE FUNCTION "refuse_audit_truncate"("partition" regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', "partition");
END $$;
SELECT refuse_audit_truncate(inhrelid) FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass;

CREATE OR REPLACE FUNCTION "ensure_month_partition"(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  name text := parent || '_' || to_char(first, 'YYYYMM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      name, parent, first::timestamptz, (first + interval '1 month')::timestamptz);
    IF parent = 'audit_entry' THEN
      PERFORM refuse_audit_truncate(name::regclass);
    END IF;
  END IF;
EXCEPTION WHEN check_violation THEN
  -- Rows of the month were written before its partition was made, after a long standstill: the default one has them.
  NULL;
END $$;
