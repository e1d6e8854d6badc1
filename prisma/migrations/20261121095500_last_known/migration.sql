-- What a tenant answered last, for the pages that show it while CXone does not answer.
CREATE TABLE "last_known" (
    "connection_id" TEXT NOT NULL REFERENCES "connection"("id") ON DELETE CASCADE,
    "operation" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "last_known_pkey" PRIMARY KEY ("connection_id", "operation", "asked")
);
CREATE INDEX "last_known_at_idx" ON "last_known"("at");

-- "Who changed this?" asks for the rows of one object, newest first.
CREATE INDEX "audit_entry_object_seq_idx" ON "audit_entry"("object", "seq" DESC);
