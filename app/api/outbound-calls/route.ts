import { created, defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { idempotencyKeyOf } from "#lib/api/idempotency-key.ts";
import { placeCall } from "#lib/outbound/place-call.ts";
import { listCalls } from "#lib/outbound/reads.ts";
import { callQuery, placeInput } from "#lib/outbound/schema.ts";

export const GET = defineRoute({
  summary: "Lists Personal Connection calls, newest first",
  query: callQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listCalls(ctx, query),
});

export const POST = defineRoute({
  summary: "Places a Personal Connection call, once; an Idempotency-Key makes it safe to send again",
  body: placeInput,
  audit: writes("outbound.requested"),
  handler: async ({ ctx, body, request }) => {
    const { call, replayed } = await placeCall(ctx, body, { idempotencyKey: idempotencyKeyOf(request) });
    return replayed ? call : created(call);
  },
});
