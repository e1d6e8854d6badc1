-- What is measured of a connection, and what two secrets that overlap need.
ALTER TABLE "connection"
  ADD COLUMN "failing_since" TIMESTAMPTZ(3),
  ADD COLUMN "recovered_at" TIMESTAMPTZ(3),
  ADD COLUMN "last_failure" JSONB,
  ADD COLUMN "last_checks" JSONB,
  ADD COLUMN "paused_at" TIMESTAMPTZ(3),
  ADD COLUMN "paused_by" TEXT;

ALTER TABLE "access_token"
  ADD COLUMN "refreshed_at" TIMESTAMPTZ(3),
  ADD COLUMN "failing_since" TIMESTAMPTZ(3);

ALTER TABLE "secret" ADD COLUMN "never_expires" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "credential_overlap" (
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "old_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" TEXT NOT NULL,
    "retire_at" TIMESTAMPTZ(3),
    "new_used_at" TIMESTAMPTZ(3),
    "old_used_at" TIMESTAMPTZ(3),
    "falling_back_since" TIMESTAMPTZ(3),

    CONSTRAINT "credential_overlap_pkey" PRIMARY KEY ("subject","kind")
);

-- Written on change by each process; a row that nobody has renewed by expires_at says nothing any more.
CREATE TABLE "upstream_state" (
    "process_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "operation_class" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upstream_state_pkey" PRIMARY KEY ("process_id","origin","operation_class","kind")
);
CREATE INDEX "upstream_state_origin_idx" ON "upstream_state"("origin");

-- Every attempt is counted here, also those whose row in the request log is left out.
CREATE TABLE "call_tally" (
    "connection_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "answered" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "held_back" INTEGER NOT NULL,
    "durations" INTEGER[] NOT NULL,

    CONSTRAINT "call_tally_pkey" PRIMARY KEY ("connection_id","bucket")
);
