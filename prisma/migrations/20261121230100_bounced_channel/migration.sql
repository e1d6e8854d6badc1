-- The email channel whose mail an address sent back, where that is known.

ALTER TABLE "bounced_address" ADD COLUMN "channel_id" TEXT;

-- Mails of Patchbay say it: by their own channel, or by the one channel that sends through their mail server.
UPDATE "bounced_address" SET "channel_id" = COALESCE(
    (SELECT "email_channel"."id" FROM "mail" JOIN "email_channel" ON "email_channel"."id" = "mail"."channel_id" WHERE "mail"."id" = "bounced_address"."mail_id"),
    (SELECT min("email_channel"."id") FROM "mail" JOIN "email_channel" ON "email_channel"."smtp_id" = "mail"."smtp_id" WHERE "mail"."id" = "bounced_address"."mail_id" HAVING count(*) = 1)
) WHERE "mail_id" IS NOT NULL;

CREATE INDEX "bounced_address_channel_id_idx" ON "bounced_address"("channel_id");

ALTER TABLE "bounced_address" ADD CONSTRAINT "bounced_address_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "email_channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;
