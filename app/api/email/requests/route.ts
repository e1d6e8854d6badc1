import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { listRequests } from "#lib/email/requests/reads.ts";
import { saveRequest } from "#lib/email/requests/save-request.ts";
import { requestInput, requestQuery } from "#lib/email/requests/schema.ts";

export const GET = defineRoute({
  summary: "Lists requests to the account representative, the ones changed last first",
  query: requestQuery,
  audit: noAudit("reads only"),
  handler: ({ ctx, query }) => listRequests(ctx, query),
});

export const PUT = defineRoute({
  summary: "Keeps a request to the account representative or moves it on; Patchbay sends nothing",
  body: requestInput,
  audit: writes(
    "rep_request.changed",
    "rep_request.not_sent",
    "rep_request.sent",
    "rep_request.chased",
    "rep_request.done",
    "rep_request.refused",
  ),
  handler: ({ ctx, body }) => saveRequest(ctx, body),
});
