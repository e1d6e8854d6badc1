-- How a delivery came in, where its kind does not say so, and whether it was carried out or left aside.
ALTER TABLE "relay_event" ADD COLUMN "endpoint" TEXT, ADD COLUMN "ignored" BOOLEAN;
-- The inbox in the order of arrival, and what retention clears away.
CREATE INDEX "relay_event_received_at_id_idx" ON "relay_event"("received_at", "id");

-- Calls on the bridge that became no event: refused, repeated, replayed, or of another kind. One numbering with
-- relay_event, so that a number names one delivery.
CREATE TABLE "bridge_call" (
    "id" BIGINT NOT NULL DEFAULT nextval('relay_event_id_seq'),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endpoint" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "provider_id" TEXT,
    "conversation_key" TEXT,
    "event_id" BIGINT,
    "caller" TEXT,
    "detail" TEXT,
    "payload" JSONB,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "bridge_call_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

CREATE INDEX "bridge_call_id_idx" ON "bridge_call"("id");
CREATE INDEX "bridge_call_event_id_at_idx" ON "bridge_call"("event_id", "at");
CREATE TABLE "bridge_call_default" PARTITION OF "bridge_call" DEFAULT;
SELECT ensure_month_partition('bridge_call', (now() + make_interval(months => ahead))::date)
FROM generate_series(0, 2) AS ahead;
