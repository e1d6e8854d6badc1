-- A queue is known by its name where its id means nothing: in a configuration file, and when the queue is gone from CXone.
ALTER TABLE "email_queue_channel" ADD COLUMN "queue_name" TEXT NOT NULL DEFAULT '';
