-- Whose call it is: connections that lead to one account name the same calls, and a call has one open transfer. Null where
-- nothing is known of the account: then the connection alone tells (transfer_run_connection_id_call_id_key).
ALTER TABLE "transfer_run" ADD COLUMN "account" TEXT;

-- What is under way is held to it as lib/connections names accounts. Where a call has two open transfers by now, both go
-- on, and the first stands for it.
UPDATE "transfer_run" SET "account" = "known"."account" FROM (
    SELECT "id", "account", row_number() OVER (PARTITION BY "account", "call_id" ORDER BY "at", "id") AS "turn" FROM (
        SELECT run."id", run."call_id", run."at", CASE c."kind"
            WHEN 'cxone' THEN (c."tenant"->>'businessUnitId') || '@' || lower(substring(c."tenant"->>'apiBaseUrl' FROM '^https?://([^/?#]+)'))
            WHEN 'cxone-v2' THEN c."tenant"->>'baseUrl'
        END AS "account"
        FROM "transfer_run" run JOIN "connection" c ON c."id" = run."connection_id"
    ) AS "named"
) AS "known" WHERE "known"."id" = "transfer_run"."id" AND "known"."turn" = 1;

CREATE UNIQUE INDEX "transfer_run_account_call_id_key" ON "transfer_run"("account", "call_id");
