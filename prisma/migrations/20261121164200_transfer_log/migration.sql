CREATE INDEX "transfer_caller_at_id_idx" ON "transfer"("caller", "at", "id");
CREATE INDEX "transfer_source_at_id_idx" ON "transfer"("source", "at", "id");
