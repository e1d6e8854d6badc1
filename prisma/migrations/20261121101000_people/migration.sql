-- Four roles, links that work once, sessions that know when their person was last recognised, OpenID Connect.
ALTER TABLE "app_user" ALTER COLUMN "password_hash" DROP NOT NULL;
ALTER TABLE "app_user" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "session" ADD COLUMN "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "session" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password';
ALTER TABLE "session" ADD COLUMN "ip" TEXT;
ALTER TABLE "session" ADD COLUMN "user_agent" TEXT;
UPDATE "session" SET "authenticated_at" = "created_at";

CREATE TABLE "access_link" (
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "user_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    CONSTRAINT "access_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "access_link_token_hash_key" ON "access_link"("token_hash");
CREATE INDEX "access_link_purpose_ended_at_idx" ON "access_link"("purpose", "ended_at");
CREATE INDEX "access_link_user_id_idx" ON "access_link"("user_id");

CREATE TABLE "oidc_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "oidc_identity_pkey" PRIMARY KEY ("issuer", "subject"),
    CONSTRAINT "oidc_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "oidc_identity_user_id_idx" ON "oidc_identity"("user_id");

CREATE TABLE "oidc_attempt" (
    "state_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "session_id" TEXT,
    "next" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "oidc_attempt_pkey" PRIMARY KEY ("state_hash")
);
CREATE INDEX "oidc_attempt_expires_at_idx" ON "oidc_attempt"("expires_at");

CREATE TABLE "sign_in_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "oidc_enabled" BOOLEAN NOT NULL DEFAULT false,
    "password_allowed" BOOLEAN NOT NULL DEFAULT true,
    "issuer" TEXT NOT NULL DEFAULT '',
    "client_id" TEXT NOT NULL DEFAULT '',
    "scopes" TEXT NOT NULL DEFAULT 'openid email profile',
    "groups_claim" TEXT NOT NULL DEFAULT 'groups',
    "role_of_group" JSONB NOT NULL DEFAULT '[]',
    "admin_signed_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "sign_in_settings_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sign_in_settings_one_row" CHECK ("id" = 1)
);
INSERT INTO "sign_in_settings" ("id") VALUES (1);
