-- What a version was saved with: its description, and the policy's own cases that failed under it and were let pass knowingly.
ALTER TABLE "transfer_policy_version"
    ADD COLUMN "description" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "failing" JSONB NOT NULL DEFAULT '[]';
