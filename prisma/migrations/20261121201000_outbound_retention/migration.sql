-- Calls that were placed are kept as long as transfers are, unless somebody says otherwise.
ALTER TABLE "retention" ADD COLUMN "outbound_days" INTEGER NOT NULL DEFAULT 400;
