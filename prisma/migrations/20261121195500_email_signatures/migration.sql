-- Signatures, who has which, and what somebody said stands in CXone.

CREATE TABLE "email_signature" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "plain" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_signature_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "email_signature_assignment" (
    "connection_id" TEXT NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "signature_id" TEXT NOT NULL,
    "agent_name" TEXT NOT NULL,
    "assigned_by" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_signature_assignment_pkey" PRIMARY KEY ("connection_id", "agent_id")
);

CREATE TABLE "email_attestation" (
    "object" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '',
    "attested_by" TEXT NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_attestation_pkey" PRIMARY KEY ("object")
);

CREATE INDEX "email_signature_assignment_signature_id_agent_name_idx" ON "email_signature_assignment"("signature_id", "agent_name");

-- A name is free again once its signature was deleted.
CREATE UNIQUE INDEX "email_signature_name" ON "email_signature"("connection_id", "name") WHERE "deleted_at" IS NULL;

ALTER TABLE "email_signature" ADD CONSTRAINT "email_signature_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_signature_assignment" ADD CONSTRAINT "email_signature_assignment_signature_id_fkey" FOREIGN KEY ("signature_id") REFERENCES "email_signature"("id") ON DELETE CASCADE ON UPDATE CASCADE;
