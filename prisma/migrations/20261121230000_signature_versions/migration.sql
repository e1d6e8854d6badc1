-- What a signature was at each version, as templates and policies keep it.

CREATE TABLE "email_signature_version" (
    "signature_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "plain" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_signature_version_pkey" PRIMARY KEY ("signature_id", "version")
);

ALTER TABLE "email_signature_version" ADD CONSTRAINT "email_signature_version_signature_id_fkey" FOREIGN KEY ("signature_id") REFERENCES "email_signature"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Signatures from before keep at least what they are now; who saved it stands in the audit log alone.
INSERT INTO "email_signature_version" ("signature_id", "version", "name", "plain", "html", "fields", "note", "saved_by", "saved_at")
SELECT "id", "version", "name", "plain", "html", "fields", 'Versions are kept from here on', 'Patchbay', "updated_at" FROM "email_signature";
