-- Personal Connection calls. What a call was asked for never changes; how it went stands in state, outcome and timeline.
CREATE TABLE "outbound_call" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "connection_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "campaign_name" TEXT NOT NULL,
    "contact_id" TEXT,
    "contact_name" TEXT,
    "phone_number" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "agent_name" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "state" JSONB NOT NULL,
    "phase" TEXT NOT NULL,
    "outcome" TEXT,
    "reason" TEXT,
    "disposition" TEXT,
    "talk_ms" INTEGER,
    "vendor_request_id" TEXT,
    "timeline" JSONB NOT NULL DEFAULT '[]',
    "ended_at" TIMESTAMPTZ(3),
    "list_id" TEXT,
    "row_number" INTEGER,
    "actor" JSONB NOT NULL,
    "actor_name" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "outbound_call_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outbound_call_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "outbound_call_at_id_idx" ON "outbound_call"("at" DESC, "id" DESC);
CREATE INDEX "outbound_call_phone_number_at_idx" ON "outbound_call"("phone_number", "at" DESC);
CREATE INDEX "outbound_call_list_id_row_number_idx" ON "outbound_call"("list_id", "row_number");
-- Two people who call the same number, or with the same agent, at the same time: the second is told of the first.
CREATE UNIQUE INDEX "outbound_call_open_number_key" ON "outbound_call"("connection_id", "phone_number") WHERE "ended_at" IS NULL AND "list_id" IS NULL;
CREATE UNIQUE INDEX "outbound_call_open_agent_key" ON "outbound_call"("connection_id", "agent_id") WHERE "ended_at" IS NULL AND "list_id" IS NULL;

-- A request that was sent again, by a second press or a lost answer, gets the call of the first.
CREATE TABLE "outbound_key" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "call_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbound_key_pkey" PRIMARY KEY ("actor_id", "key")
);
