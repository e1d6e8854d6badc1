import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { idempotencyKeyOf } from "#lib/api/idempotency-key.ts";
import { listTransfers } from "#lib/transfers/log/reads.ts";
import { transferQuerySchema } from "#lib/transfers/log/schema.ts";
import { startInput } from "#lib/transfers/run/schema.ts";
import { startTransfer } from "#lib/transfers/run/start-transfer.ts";

export const GET = defineRoute({
  summary: "Lists transfers that ended, newest first; numbers of callers as the reader may see them",
  query: transferQuerySchema,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listTransfers(ctx, query),
});

export const POST = defineRoute({
  summary:
    "Starts the transfer of a call; with an Idempotency-Key the same request again gets the same transfer",
  body: startInput,
  audit: writes("transfer.requested"),
  handler: async ({ ctx, body, request }) => {
    const { transfer, replayed } = await startTransfer(ctx, body, { key: idempotencyKeyOf(request) });
    return replayed ? transfer : created(transfer);
  },
});
