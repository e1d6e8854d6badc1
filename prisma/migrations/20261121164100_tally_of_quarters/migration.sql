-- Every time zone is a whole number of quarters of an hour away from UTC, and not every one a whole number of hours:
-- counted by the quarter, a day begins for everybody where theirs does.
ALTER TABLE "transfer_tally" RENAME COLUMN "hour" TO "quarter";
