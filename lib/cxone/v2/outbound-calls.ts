import "server-only";
import * as z from "zod";
import type { DialRequest, DialState } from "../outbound/outbound.ts";
import type { CxoneV2Client } from "./client.ts";
import { optionalText } from "./words.ts";

const PATH = "api/journey/v1/outbound";

const accepted = z
  .object({ id: optionalText, callId: optionalText })
  .transform(({ id, callId }) => ({ id: id ?? callId }));

/** Starts a Personal Connection call (P-10), once, in at most 10 s (P-21). Throws. */
export const startCall = (client: CxoneV2Client, request: DialRequest) =>
  client.read(
    {
      operation: "cxone.v2.dial",
      method: "POST",
      path: PATH,
      body: {
        outboundCampaignId: request.campaignId,
        contactId: request.contactId,
        phoneNumber: request.phoneNumber,
        agentId: request.agentId,
        data: request.data,
      },
      idempotent: false,
      timeoutMs: 10_000,
    },
    accepted,
  );

/** Words that say the same, without capitals and signs. */
const STATES: Readonly<Record<string, DialState>> = {
  queued: "dialling",
  waiting: "dialling",
  accepted: "dialling",
  dialing: "dialling",
  dialling: "dialling",
  ringing: "ringing",
  connected: "connected",
  active: "connected",
  ended: "ended",
  completed: "ended",
  disconnected: "ended",
  noanswer: "no_answer",
  busy: "busy",
  failed: "failed",
};

const state = z.string().transform((word, ctx) => {
  const known = STATES[word.toLowerCase().replaceAll(/[^a-z]/g, "")];
  if (known) return known;
  ctx.issues.push({ code: "custom", message: `an unknown state ${word}`, input: word });
  return z.NEVER;
});
const call = z.object({
  id: z.string().min(1),
  state,
  disposition: optionalText,
  startedAt: optionalText,
  /** Not every CXone says when the customer answered; without it nobody knows how long they talked. */
  answeredAt: optionalText,
  endedAt: optionalText,
});
export type V2OutboundCall = z.output<typeof call>;

/** How a call stands; null for 404: no such call, or no such endpoint, which seed 003 does not name. */
export const findOutboundCall = (client: CxoneV2Client, id: string): Promise<V2OutboundCall | null> =>
  client.find(
    {
      operation: "cxone.v2.outbound-call",
      method: "GET",
      path: `${PATH}/${encodeURIComponent(id)}`,
      idempotent: true,
    },
    call,
  );

/** Calls to a number for an agent since a moment; null where there is no such endpoint. */
export const findOutboundCalls = (
  client: CxoneV2Client,
  find: { agentId: string; phoneNumber: string; since: Date },
): Promise<V2OutboundCall[] | null> =>
  client.find(
    {
      operation: "cxone.v2.outbound-call",
      method: "GET",
      path: PATH,
      query: { agentId: find.agentId, phoneNumber: find.phoneNumber, since: find.since.toISOString() },
      idempotent: true,
    },
    z.array(call),
  );
