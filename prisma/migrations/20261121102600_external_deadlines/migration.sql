-- Dates that vendors set. They move, so they are rows and not sentences (facts M-21 ff., Message Center MC786329).
CREATE TABLE "external_deadline" (
    "id" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "precision" TEXT NOT NULL,
    "source_url" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "external_deadline_pkey" PRIMARY KEY ("id")
);

INSERT INTO "external_deadline" ("id", "vendor", "title", "body", "due_at", "precision", "source_url", "as_of") VALUES
  ('microsoft-smtp-auth-off-by-default', 'Microsoft', 'SMTP AUTH with a password is off by default',
   'Existing Exchange Online tenants lose basic authentication for SMTP AUTH unless an admin turns it on again. Mail channels that sign in with OAuth are not touched.',
   '2026-12-31T00:00:00Z', 'month', 'https://app.cloudscout.one/evergreen-item/MC786329', '2026-01-27T00:00:00Z'),
  ('microsoft-smtp-auth-final-date', 'Microsoft', 'Final removal date of SMTP AUTH with a password is announced',
   'Microsoft will name the date after which basic authentication for SMTP AUTH cannot be turned on again.',
   '2027-12-31T00:00:00Z', 'half-year', 'https://app.cloudscout.one/evergreen-item/MC786329', '2026-01-27T00:00:00Z');
