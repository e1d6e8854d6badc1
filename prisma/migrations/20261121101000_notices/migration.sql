-- What somebody should know and perhaps do. One open notice per cause, however often it is found again.
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "notice_open_cause_key" ON "notice"("cause") WHERE "resolved_at" IS NULL;
CREATE INDEX "notice_created_at_id_idx" ON "notice"("created_at" DESC, "id");
