-- Whom DNS look-ups ask, and which file types a business unit is to accept (M-36).

CREATE TABLE "name_server_setting" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "servers" TEXT[],
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "name_server_setting_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "name_server_setting_one_row" CHECK ("id" = 1)
);

CREATE TABLE "email_extension_list" (
    "connection_id" TEXT NOT NULL,
    "extensions" TEXT[],
    "attested" JSONB,
    "updated_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_extension_list_pkey" PRIMARY KEY ("connection_id")
);
