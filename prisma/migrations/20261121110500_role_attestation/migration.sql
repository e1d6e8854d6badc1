-- What a person says a role may do on a channel: no API of CXone reads or writes it (facts/cxone.md §2.4).
CREATE TABLE "role_attestation" (
    "connection_id" TEXT NOT NULL REFERENCES "connection"("id") ON DELETE CASCADE,
    "channel_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "role_name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "attested_by" TEXT NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "role_attestation_pkey" PRIMARY KEY ("connection_id", "channel_id", "role_id")
);
