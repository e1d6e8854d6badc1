ALTER TABLE "smtp_configuration" ADD COLUMN "credentials_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "authorisation" JSONB;

CREATE TABLE "smtp_authorisation" (
    "state_hash" TEXT NOT NULL,
    "smtp_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "back" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "smtp_authorisation_pkey" PRIMARY KEY ("state_hash")
);

CREATE INDEX "smtp_authorisation_expires_at_idx" ON "smtp_authorisation"("expires_at");
