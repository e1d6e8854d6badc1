-- The dialect a call was spoken of in: what a transfer is replayed by when its connection is gone.
ALTER TABLE "transfer" ADD COLUMN "dialect" TEXT;

-- Of rows whose connection is gone by now nobody knows it.
UPDATE "transfer" SET "dialect" = CASE "connection"."kind" WHEN 'cxone' THEN 'acd' WHEN 'cxone-v2' THEN 'v2' END
FROM "connection" WHERE "connection"."id" = "transfer"."connection_id";
