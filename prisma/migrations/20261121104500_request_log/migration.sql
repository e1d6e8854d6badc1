-- Words of a call as people look for it. A path is no prose: everything that is neither letter nor digit divides.
CREATE FUNCTION request_log_words(operation text, host text, path text, error text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT to_tsvector('simple'::regconfig,
    regexp_replace(operation || ' ' || host || ' ' || path || ' ' || coalesce(error, ''), '[^[:alnum:]]+', ' ', 'g')) $$;
CREATE INDEX "request_log_words_idx" ON "request_log" USING gin (request_log_words("operation", "host", "path", "error"));

-- What failed is little and is what one looks for.
CREATE INDEX "request_log_failed_idx" ON "request_log" ("at", "id") WHERE "status" IS NULL OR "status" >= 400;
CREATE INDEX "request_log_operation_at_id_idx" ON "request_log" ("operation", "at", "id");

-- The beginning of a request id finds it, in any collation.
DROP INDEX "request_log_request_id_idx";
CREATE INDEX "request_log_request_id_idx" ON "request_log" ("request_id" text_pattern_ops);

-- How long logs are kept, in days. One row, so that one version guards the form.
CREATE TABLE "retention" (
    "id" INTEGER NOT NULL DEFAULT 1 CHECK ("id" = 1),
    "request_log_days" INTEGER NOT NULL DEFAULT 30,
    "deliveries_days" INTEGER NOT NULL DEFAULT 30,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "retention_pkey" PRIMARY KEY ("id")
);
INSERT INTO "retention" DEFAULT VALUES;

-- Drops the months of a log that have ended before a moment; returns how many.
CREATE FUNCTION drop_months_before(parent text, moment timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  child record;
  dropped int := 0;
BEGIN
  FOR child IN
    SELECT c.relname AS name,
      (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz AS ends
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass
  LOOP
    IF child.ends <= moment THEN
      EXECUTE format('DROP TABLE %I', child.name);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;
