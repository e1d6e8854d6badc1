-- Whether somebody whose role masks the numbers of callers sees them whole all the same.
ALTER TABLE "app_user" ADD COLUMN "sees_numbers" BOOLEAN NOT NULL DEFAULT false;
