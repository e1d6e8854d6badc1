-- What CXone still has of an email channel that is forgotten here, so that it can be ticked off afterwards.
CREATE TABLE "email_channel_removal" (
  "id" TEXT NOT NULL,
  "connection_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "items" JSONB NOT NULL,
  "removed_by" TEXT NOT NULL,
  "removed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "email_channel_removal_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "email_channel_removal_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "email_channel_removal_connection_id_removed_at_idx" ON "email_channel_removal" ("connection_id", "removed_at" DESC);
