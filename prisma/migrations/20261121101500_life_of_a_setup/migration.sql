-- Whom a step waits for may be reminded of on a day.
ALTER TABLE "setup_step" ADD COLUMN "remind_at" TIMESTAMPTZ(3);

-- The failed run that a plan of intent "undo" takes back.
ALTER TABLE "setup_plan" ADD COLUMN "undo_run_id" TEXT;

CREATE TABLE "setup_look" (
    "subject" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "looked_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "message" TEXT,
    CONSTRAINT "setup_look_pkey" PRIMARY KEY ("subject")
);
CREATE INDEX "setup_look_due_at_idx" ON "setup_look"("due_at");

CREATE TABLE "setup_drift" (
    "subject" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "expected" JSONB,
    "found" JSONB,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT,
    "changed_at" TIMESTAMPTZ(3),
    "ignored_by" TEXT,
    "ignored_at" TIMESTAMPTZ(3),
    "ignored_reason" TEXT,
    CONSTRAINT "setup_drift_pkey" PRIMARY KEY ("subject", "line_id", "field")
);

CREATE TABLE "setup_leftover" (
    "subject" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "done_by" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "setup_leftover_pkey" PRIMARY KEY ("subject", "item_id")
);
