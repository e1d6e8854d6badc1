CREATE TABLE "transfer_policy" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "body" JSONB NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_policy_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "transfer_policy_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "transfer_policy_name_key" ON "transfer_policy" (lower("name")) WHERE "archived_at" IS NULL;

CREATE TABLE "transfer_policy_version" (
    "policy_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "note" TEXT,
    "actor_kind" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_policy_version_pkey" PRIMARY KEY ("policy_id", "version"),
    CONSTRAINT "transfer_policy_version_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "transfer_policy"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "transfer_case" (
    "id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scenario" JSONB NOT NULL,
    "expected" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_case_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "transfer_case_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "transfer_policy"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "transfer_case_policy_id_name_key" ON "transfer_case"("policy_id", "name");

CREATE TABLE "transfer_run" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "connection_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "caller" TEXT,
    "policy_id" TEXT NOT NULL,
    "policy_name" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "state" JSONB NOT NULL,
    "timeline" JSONB NOT NULL DEFAULT '[]',
    "source" TEXT NOT NULL,
    "note" TEXT,
    "conversation_id" TEXT,
    "actor" JSONB NOT NULL,
    "actor_name" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "transfer_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "transfer_run_connection_id_call_id_key" ON "transfer_run"("connection_id", "call_id");
CREATE INDEX "transfer_run_at_id_idx" ON "transfer_run"("at", "id");

-- Every look writes here: room on each page lets a row be changed in place, and dead rows are cleared away often.
CREATE TABLE "due" (
    "queue" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "looked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "waited_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "due_pkey" PRIMARY KEY ("queue", "id")
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX "due_queue_next_at_idx" ON "due"("queue", "next_at");

CREATE TABLE "transfer" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "connection_id" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "caller" TEXT,
    "policy_id" TEXT NOT NULL,
    "policy_name" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "queue_id" TEXT,
    "queue_name" TEXT,
    "skill_id" TEXT,
    "skill_name" TEXT,
    "target" TEXT NOT NULL,
    "agent_id" TEXT,
    "agent_name" TEXT,
    "presence" TEXT,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "reason_text" TEXT,
    "attempts" SMALLINT NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "note" TEXT,
    "conversation_id" TEXT,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "timeline" JSONB NOT NULL,
    "metrics" JSONB,
    -- No number of a caller: who may not see numbers could otherwise find out by search.
    "words" tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig,
      translate("call_id" || ' ' || "policy_name" || ' ' || coalesce("queue_name", '') || ' ' || coalesce("skill_name", '')
        || ' ' || "target" || ' ' || coalesce("agent_name", '') || ' ' || coalesce("reason_text", '') || ' '
        || coalesce("note", '') || ' ' || "actor_name",
        '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                '))) STORED,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("at", "id")
) PARTITION BY RANGE ("at");
CREATE INDEX "transfer_id_idx" ON "transfer"("id");
CREATE INDEX "transfer_call_id_idx" ON "transfer"("call_id");
CREATE INDEX "transfer_connection_id_at_id_idx" ON "transfer"("connection_id", "at", "id");
CREATE INDEX "transfer_policy_id_at_id_idx" ON "transfer"("policy_id", "at", "id");
CREATE INDEX "transfer_queue_id_at_id_idx" ON "transfer"("queue_id", "at", "id");
CREATE INDEX "transfer_skill_id_at_id_idx" ON "transfer"("skill_id", "at", "id");
CREATE INDEX "transfer_agent_id_at_id_idx" ON "transfer"("agent_id", "at", "id");
CREATE INDEX "transfer_outcome_at_id_idx" ON "transfer"("outcome", "at", "id");
CREATE INDEX "transfer_reason_at_id_idx" ON "transfer"("reason", "at", "id");
CREATE INDEX "transfer_words_idx" ON "transfer" USING gin ("words");
CREATE TABLE "transfer_default" PARTITION OF "transfer" DEFAULT;
SELECT ensure_month_partition('transfer', (now() + make_interval(months => ahead))::date) FROM generate_series(0, 2) AS ahead;

CREATE TABLE "transfer_tally" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "connection_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "count" INTEGER NOT NULL,
    "duration_ms" BIGINT NOT NULL,

    CONSTRAINT "transfer_tally_pkey" PRIMARY KEY ("hour", "connection_id", "queue_id", "outcome", "reason")
);
