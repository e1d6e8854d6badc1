-- A list of Personal Connection calls. Its rows are calls of their own, which wait in phase `waiting` until their turn comes.
CREATE TABLE "outbound_list" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "name" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "campaign_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "rejected" JSONB NOT NULL DEFAULT '[]',
    "rejected_count" INTEGER NOT NULL DEFAULT 0,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_name" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "outbound_list_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outbound_list_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "outbound_list_at_id_idx" ON "outbound_list"("at" DESC, "id" DESC);

-- A row is never there twice, and nobody is called twice by one list.
DROP INDEX "outbound_call_list_id_row_number_idx";
CREATE UNIQUE INDEX "outbound_call_list_row_key" ON "outbound_call"("list_id", "row_number") WHERE "list_id" IS NOT NULL;
CREATE UNIQUE INDEX "outbound_call_list_number_key" ON "outbound_call"("list_id", "phone_number") WHERE "list_id" IS NOT NULL;
CREATE INDEX "outbound_call_list_turn_idx" ON "outbound_call"("list_id", "agent_id", "row_number") WHERE "ended_at" IS NULL AND "list_id" IS NOT NULL;

-- One dialled call at a time per number and per agent, whether it stands alone or in a list; a row that waits is not dialled.
DROP INDEX "outbound_call_open_number_key";
DROP INDEX "outbound_call_open_agent_key";
CREATE UNIQUE INDEX "outbound_call_open_number_key" ON "outbound_call"("connection_id", "phone_number") WHERE "ended_at" IS NULL AND "phase" <> 'waiting';
CREATE UNIQUE INDEX "outbound_call_open_agent_key" ON "outbound_call"("connection_id", "agent_id") WHERE "ended_at" IS NULL AND "phase" <> 'waiting';

ALTER TABLE "outbound_call" ADD CONSTRAINT "outbound_call_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "outbound_list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
