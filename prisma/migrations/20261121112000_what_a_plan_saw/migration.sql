-- What the other side had when a plan was made: a plan of a moment ago need not look again before it is applied.
ALTER TABLE "setup_plan" ADD COLUMN "observed" JSONB;
