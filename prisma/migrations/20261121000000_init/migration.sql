-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "user_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "secret" (
    "subject" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "secret_pkey" PRIMARY KEY ("subject","field")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "tenant" JSONB,
    "last_check_at" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "last_error" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_token" (
    "connection_id" TEXT NOT NULL,
    "ciphertext" TEXT,
    "credential_version" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "refresh_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" JSONB,

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "allowed_host" (
    "host" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allowed_host_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "handover_provider" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "connection_id" TEXT,
    "bot" JSONB NOT NULL,
    "settings" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "channel_id" TEXT,
    "byoc_client_id" TEXT NOT NULL,
    "live_since" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "handover_provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_step" (
    "subject" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "input" JSONB,
    "visited_at" TIMESTAMPTZ(3),
    "attested_by" TEXT,
    "attested_at" TIMESTAMPTZ(3),
    "evidence" TEXT,
    "waiting_for" TEXT,
    "waiting_since" TIMESTAMPTZ(3),
    "waiting_note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setup_step_pkey" PRIMARY KEY ("subject","step_id")
);

-- CreateTable
CREATE TABLE "setup_plan" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "intent" TEXT NOT NULL DEFAULT 'apply',
    "lines" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setup_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_run" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_run_step" (
    "run_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "step_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "change" JSONB NOT NULL,
    "ref" JSONB,
    "error" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_run_step_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "managed_object" (
    "subject" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "natural_key" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "ownership" TEXT NOT NULL,
    "applied" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "managed_object_pkey" PRIMARY KEY ("subject","line_id")
);

-- CreateTable
CREATE TABLE "check_result" (
    "subject" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "evidence" JSONB,
    "fix" JSONB,
    "does_not_prove" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "check_result_pkey" PRIMARY KEY ("subject","check_id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "visitor_name" TEXT,
    "visitor_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'bot',
    "agent_name" TEXT,
    "agent_image" TEXT,
    "contact_id" TEXT,
    "interaction_id" TEXT,
    "handover_seq" INTEGER NOT NULL DEFAULT 0,
    "handover_at" TIMESTAMPTZ(3),
    "parked_at" TIMESTAMPTZ(3),
    "parked_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_message_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "author_name" TEXT,
    "author_image" TEXT,
    "text" TEXT NOT NULL,
    "attachments" JSONB,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "delivery" TEXT NOT NULL DEFAULT 'stored',
    "delivery_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relay_event" (
    "id" BIGSERIAL NOT NULL,
    "shard" SMALLINT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "conversation_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT,

    CONSTRAINT "relay_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relay_waiting" (
    "shard" SMALLINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "conversation_key" TEXT NOT NULL,
    "state" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "relay_waiting_pkey" PRIMARY KEY ("shard","event_id")
);

-- CreateTable
CREATE TABLE "relay_shard" (
    "shard" SMALLINT NOT NULL,
    "owner" TEXT,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "relay_shard_pkey" PRIMARY KEY ("shard")
);

-- CreateTable
CREATE TABLE "relay_worker" (
    "owner" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relay_worker_pkey" PRIMARY KEY ("owner")
);

-- CreateTable
CREATE TABLE "bridge_token" (
    "token_hash" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bridge_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT NOT NULL,
    "ip" TEXT,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("at","seq")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_log" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "connection_id" TEXT,
    "operation" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "status" INTEGER,
    "duration_ms" INTEGER NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "request_id" TEXT NOT NULL,
    "request_headers" JSONB NOT NULL,
    "request_body" TEXT,
    "response_headers" JSONB,
    "response_body" TEXT,
    "error" TEXT,

    CONSTRAINT "request_log_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "connection_name_key" ON "connection"("name");

-- CreateIndex
CREATE UNIQUE INDEX "handover_provider_name_key" ON "handover_provider"("name");

-- CreateIndex
CREATE UNIQUE INDEX "handover_provider_channel_id_key" ON "handover_provider"("channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "handover_provider_byoc_client_id_key" ON "handover_provider"("byoc_client_id");

-- CreateIndex
CREATE INDEX "setup_plan_subject_created_at_idx" ON "setup_plan"("subject", "created_at");

-- CreateIndex
CREATE INDEX "setup_run_subject_created_at_idx" ON "setup_run"("subject", "created_at");

-- CreateIndex
CREATE INDEX "conversation_provider_id_last_message_at_id_idx" ON "conversation"("provider_id", "last_message_at" DESC, "id");

-- CreateIndex
CREATE INDEX "conversation_last_message_at_id_idx" ON "conversation"("last_message_at" DESC, "id");

-- CreateIndex
CREATE INDEX "conversation_state_idx" ON "conversation"("state");

-- CreateIndex
CREATE INDEX "message_conversation_id_sent_at_id_idx" ON "message"("conversation_id", "sent_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "message_conversation_id_external_id_key" ON "message"("conversation_id", "external_id");

-- CreateIndex
CREATE INDEX "relay_event_conversation_key_id_idx" ON "relay_event"("conversation_key", "id");

-- CreateIndex
CREATE UNIQUE INDEX "relay_event_provider_id_kind_external_id_key" ON "relay_event"("provider_id", "kind", "external_id");

-- CreateIndex
CREATE INDEX "bridge_token_provider_id_idx" ON "bridge_token"("provider_id");

-- CreateIndex
CREATE INDEX "bridge_token_expires_at_idx" ON "bridge_token"("expires_at");

-- CreateIndex
CREATE INDEX "audit_entry_seq_idx" ON "audit_entry"("seq");

-- CreateIndex
CREATE INDEX "request_log_connection_id_at_id_idx" ON "request_log"("connection_id", "at", "id");

-- CreateIndex
CREATE INDEX "request_log_request_id_idx" ON "request_log"("request_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_provider" ADD CONSTRAINT "handover_provider_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setup_run" ADD CONSTRAINT "setup_run_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "setup_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setup_run_step" ADD CONSTRAINT "setup_run_step_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "setup_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "handover_provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two tabs that press Apply at once: the second finds the run of the first.
CREATE UNIQUE INDEX "setup_run_active_key" ON "setup_run"("subject") WHERE "state" IN ('queued', 'running');

-- The queue of the relay: rows come and go, so the dead ones must be cleared away often.
ALTER TABLE "relay_waiting" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
INSERT INTO "relay_shard" ("shard") SELECT generate_series(0, 63);

-- Words of a transcript, for the search of the conversations page.
CREATE INDEX "message_text_idx" ON "message" USING gin (to_tsvector('simple', "text"));

-- Monthly partitions. A default partition catches what a missing month would lose.
CREATE TABLE "audit_entry_default" PARTITION OF "audit_entry" DEFAULT;
CREATE TABLE "request_log_default" PARTITION OF "request_log" DEFAULT;

CREATE FUNCTION ensure_month_partition(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  name text := parent || '_' || to_char(first, 'YYYYMM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      name, parent, first::timestamptz, (first + interval '1 month')::timestamptz);
  END IF;
END $$;

SELECT ensure_month_partition(parent, (now() + make_interval(months => ahead))::date)
FROM unnest(ARRAY['audit_entry', 'request_log']) AS parent, generate_series(0, 2) AS ahead;

-- The audit log is append-only for everybody, TRUNCATE included.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, decode(repeat('00', 32), 'hex'));
