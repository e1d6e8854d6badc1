-- Queues whose channels were set before names were kept: CXone was read when they were, and its last answer is still here. A queue
-- that is not in it is gone from CXone, and nobody knows its name.
UPDATE "email_queue_channel" AS "kept" SET "queue_name" = "queue"->>'name'
FROM "last_known", jsonb_path_query("last_known"."value", '$.queues[*]') AS "queue"
WHERE "kept"."queue_name" = '' AND "last_known"."operation" = 'email.queues'
  AND "last_known"."connection_id" = "kept"."connection_id" AND "queue"->>'id' = "kept"."queue_id"
  AND "queue"->>'name' IS NOT NULL;
