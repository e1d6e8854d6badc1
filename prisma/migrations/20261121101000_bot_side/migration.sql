-- The bot side of a conversation: sessions, failures in a row, what is recorded in CXone, and inactivity.
ALTER TABLE "conversation"
  ADD COLUMN "bot_session" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "bot_failures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "recorded_id" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "recording_id" BIGINT;

ALTER TABLE "message" ADD COLUMN "data" JSONB;

CREATE TABLE "handover_deadline" (
    "conversation_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handover_deadline_pkey" PRIMARY KEY ("conversation_id")
);

CREATE INDEX "handover_deadline_due_at_idx" ON "handover_deadline"("due_at");
