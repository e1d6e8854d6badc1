-- Whose number and agent are in a call: connections that lead to one account reach the same ones. Null where nothing is known
-- of the account: then the connection alone tells.
ALTER TABLE "outbound_call" ADD COLUMN "account" TEXT;

-- What is open is held to it as lib/connections names accounts. Where a number or an agent has two open calls by now, both go
-- on, and the first stands for it; rows that wait have their turn later.
UPDATE "outbound_call" SET "account" = "known"."account" FROM (
    SELECT "id", "account", "phase",
        row_number() OVER (PARTITION BY "account", "phone_number", "phase" = 'waiting' ORDER BY "at", "id") AS "of_number",
        row_number() OVER (PARTITION BY "account", "agent_id", "phase" = 'waiting' ORDER BY "at", "id") AS "of_agent"
    FROM (
        SELECT call."id", call."phone_number", call."agent_id", call."phase", call."at", CASE c."kind"
            WHEN 'cxone' THEN (c."tenant"->>'businessUnitId') || '@' || lower(substring(c."tenant"->>'apiBaseUrl' FROM '^https?://([^/?#]+)'))
            WHEN 'cxone-v2' THEN c."tenant"->>'baseUrl'
        END AS "account"
        FROM "outbound_call" call JOIN "connection" c ON c."id" = call."connection_id" WHERE call."ended_at" IS NULL
    ) AS "named"
) AS "known" WHERE "known"."id" = "outbound_call"."id"
    AND ("known"."phase" = 'waiting' OR ("known"."of_number" = 1 AND "known"."of_agent" = 1));

CREATE UNIQUE INDEX "outbound_call_open_account_number_key" ON "outbound_call"("account", "phone_number") WHERE "ended_at" IS NULL AND "phase" <> 'waiting';
CREATE UNIQUE INDEX "outbound_call_open_account_agent_key" ON "outbound_call"("account", "agent_id") WHERE "ended_at" IS NULL AND "phase" <> 'waiting';
