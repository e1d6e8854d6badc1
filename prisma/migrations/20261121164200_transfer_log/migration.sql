CREATE INDEX "transfer_caller_at_id_idx" ON "transfer"("caller", "at", "id");
CREATE INDEX "transfer_source_at_id_idx" ON "transfer"("source", "at", "id");

-- A note or a target may hold the caller's own number: who may not see it must not find it by its digits either.
CREATE FUNCTION "without_number"("said" text, "number" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN length(ltrim("number", '+')) >= 7 THEN replace("said", ltrim("number", '+'), ' ') ELSE "said" END;

ALTER TABLE "transfer" DROP COLUMN "words";
ALTER TABLE "transfer" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig,
  -- Where the database has no locale it folds the case of A to Z alone; the search folds all of it.
  translate("call_id" || ' ' || "policy_name" || ' ' || coalesce("queue_name", '') || ' ' || coalesce("skill_name", '')
    || ' ' || coalesce("agent_name", '') || ' ' || "actor_name" || ' '
    || "without_number"("target" || ' ' || coalesce("reason_text", '') || ' ' || coalesce("note", ''), "caller"),
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~',
    'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ                                '))) STORED;
CREATE INDEX "transfer_words_idx" ON "transfer" USING gin ("words");
