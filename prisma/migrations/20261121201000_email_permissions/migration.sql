-- What roles may do on email channels, who has which role, and which queues route a channel (M-50, M-51, M-61).
CREATE TABLE "email_permission" (
    "channel_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "role_name" TEXT NOT NULL,
    "permissions" TEXT[],
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_permission_pkey" PRIMARY KEY ("channel_id", "role_id")
);

CREATE TABLE "email_role_member" (
    "connection_id" TEXT NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "agent_name" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "role_name" TEXT NOT NULL,
    "assigned_by" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_role_member_pkey" PRIMARY KEY ("connection_id", "agent_id")
);

CREATE TABLE "email_queue_channel" (
    "connection_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_queue_channel_pkey" PRIMARY KEY ("connection_id", "queue_id", "channel_id")
);

CREATE INDEX "email_role_member_connection_id_agent_name_agent_id_idx" ON "email_role_member"("connection_id", "agent_name", "agent_id");

ALTER TABLE "email_permission" ADD CONSTRAINT "email_permission_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "email_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "email_role_member" ADD CONSTRAINT "email_role_member_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "email_queue_channel" ADD CONSTRAINT "email_queue_channel_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "email_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;
