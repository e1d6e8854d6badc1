-- Which request ran a check: its calls are in the request log under that id.
ALTER TABLE "check_result" ADD COLUMN "request_id" TEXT;
