-- Digital email: what is wanted of it, and what was seen (M rows).

CREATE TABLE "email_domain" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "records" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "findings" JSONB,
    "looked_at" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),
    "ses_verified" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_domain_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "smtp_configuration" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "security" TEXT NOT NULL,
    "ca_certificate" TEXT,
    "mailbox" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "authority" TEXT,
    "tenant_id" TEXT,
    "client_id" TEXT,
    "granted" JSONB,
    "grant_version" INTEGER NOT NULL DEFAULT 0,
    "basic_auth" TEXT NOT NULL DEFAULT 'on',
    "basic_auth_off_by" TEXT,
    "basic_auth_off_at" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "last_error_at" TIMESTAMPTZ(3),
    "last_error" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "smtp_configuration_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "email_template" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "sample" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_template_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "email_template_version" (
    "template_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "sample" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_template_version_pkey" PRIMARY KEY ("template_id", "version")
);

CREATE TABLE "email_channel" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "domain_id" TEXT,
    "local_part" TEXT,
    "point_contact" TEXT,
    "channel_id" TEXT,
    "sending" TEXT NOT NULL DEFAULT 'ses',
    "smtp_id" TEXT,
    "settings" JSONB NOT NULL,
    "template_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_channel_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "mail" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "smtp_id" TEXT,
    "channel_id" TEXT,
    "from_address" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "token" TEXT,
    "state" TEXT NOT NULL,
    "message_id" TEXT,
    "answer" JSONB,
    "arrival" JSONB,
    "requested_by" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3),
    "give_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rep_request" (
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "chased_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "updated_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rep_request_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "bounced_address" (
    "connection_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "mail_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bounced_address_pkey" PRIMARY KEY ("connection_id", "address")
);

CREATE UNIQUE INDEX "email_domain_connection_id_name_key" ON "email_domain"("connection_id", "name");
CREATE INDEX "email_domain_next_look_at_idx" ON "email_domain"("next_look_at");
CREATE UNIQUE INDEX "smtp_configuration_connection_id_name_key" ON "smtp_configuration"("connection_id", "name");
CREATE UNIQUE INDEX "email_channel_connection_id_name_key" ON "email_channel"("connection_id", "name");
CREATE UNIQUE INDEX "email_channel_connection_id_channel_id_key" ON "email_channel"("connection_id", "channel_id");
CREATE UNIQUE INDEX "mail_token_key" ON "mail"("token");
CREATE INDEX "mail_connection_id_created_at_id_idx" ON "mail"("connection_id", "created_at" DESC, "id");
CREATE INDEX "mail_smtp_id_created_at_idx" ON "mail"("smtp_id", "created_at" DESC);
CREATE INDEX "mail_channel_id_created_at_idx" ON "mail"("channel_id", "created_at" DESC);
CREATE UNIQUE INDEX "rep_request_subject_kind_key" ON "rep_request"("subject", "kind");
CREATE INDEX "rep_request_connection_id_state_idx" ON "rep_request"("connection_id", "state");

-- A name is free again once its template was deleted.
CREATE UNIQUE INDEX "email_template_name" ON "email_template"("connection_id", "name") WHERE "deleted_at" IS NULL;

ALTER TABLE "email_domain" ADD CONSTRAINT "email_domain_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "smtp_configuration" ADD CONSTRAINT "smtp_configuration_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_template" ADD CONSTRAINT "email_template_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_template_version" ADD CONSTRAINT "email_template_version_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "email_template"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "email_channel" ADD CONSTRAINT "email_channel_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_channel" ADD CONSTRAINT "email_channel_domain_id_fkey" FOREIGN KEY ("domain_id") REFERENCES "email_domain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_channel" ADD CONSTRAINT "email_channel_smtp_id_fkey" FOREIGN KEY ("smtp_id") REFERENCES "smtp_configuration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_channel" ADD CONSTRAINT "email_channel_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "email_template"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
