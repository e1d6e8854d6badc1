-- Service levels: a global one per tenant, and channels with one of their own (M-80).
CREATE TABLE "service_level" (
    "connection_id" TEXT NOT NULL,
    "hours" JSONB NOT NULL,
    "targets" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_level_pkey" PRIMARY KEY ("connection_id")
);

CREATE TABLE "channel_service_level" (
    "channel_id" TEXT NOT NULL,
    "targets" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_service_level_pkey" PRIMARY KEY ("channel_id")
);

ALTER TABLE "service_level" ADD CONSTRAINT "service_level_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "channel_service_level" ADD CONSTRAINT "channel_service_level_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "email_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;
