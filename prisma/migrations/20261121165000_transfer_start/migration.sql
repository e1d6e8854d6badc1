-- Who asked that a transfer goes no further; the run hears of it at its next look.
ALTER TABLE "transfer_run" ADD COLUMN "cancel_by" TEXT;

-- What a caller's Idempotency-Key stands for: the same request again gets the transfer that the first one started.
CREATE TABLE "transfer_key" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "transfer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_key_pkey" PRIMARY KEY ("actor_id", "key")
);
CREATE INDEX "transfer_key_at_idx" ON "transfer_key"("at");
