import * as z from "zod";
import { commaList, moment, momentCursor, pageLimit, searchText } from "#lib/api/schema.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { e164 } from "#lib/phone/schema.ts";
import { vendorUuid } from "#lib/tenant/vendor-uuid.ts";
import { type CallPhase, type CallTimelineEvent, OUTCOMES, type Outcome } from "./state.ts";

/** P-15: a JSON object, up to so many characters as text. */
export const MAX_DATA_CHARACTERS = 4_000;
const DATA = 'Context is a JSON object, such as {"source": "crm"}.';
const data = z
  .record(z.string(), z.unknown(), { error: DATA })
  .refine((value) => JSON.stringify(value).length <= MAX_DATA_CHARACTERS, {
    error: `At most ${MAX_DATA_CHARACTERS} characters as JSON.`,
  });

const chosen = (what: string) =>
  z
    .string({ error: `Choose ${what}.` })
    .min(1, { error: `Choose ${what}.` })
    .max(100);

/** What a call is asked for (P-10). Ids are held against the dialect of the connection by `callSchema`. */
export const callFields = z.strictObject({
  connectionId: chosen("a connection"),
  campaignId: chosen("a campaign"),
  /** Left out where the dialect keeps no contact records. */
  contactId: chosen("a contact").optional(),
  phoneNumber: e164,
  agentId: chosen("an agent"),
  data: data.default({}),
});
export type CallInput = z.output<typeof callFields>;

const WHOLE = /^[1-9]\d{0,15}$/;

/** What is wrong with an id in this dialect; null when nothing is (P-12, P-14, P-31). */
export function problemOfId(dialect: Dialect, what: string, id: string): string | null {
  if (dialect === "acd") return WHOLE.test(id) ? null : `The id of ${what} is a whole number, such as 4711.`;
  const parsed = vendorUuid(what).safeParse(id);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "This is no such id.");
}

/** Which fields hold ids that cannot be: one of them is enough to stop the call (P-31). */
export function problemsOfIds(
  dialect: Dialect,
  { campaignId, contactId, agentId }: Partial<Pick<CallInput, "campaignId" | "contactId" | "agentId">>,
): Partial<Record<"campaignId" | "contactId" | "agentId", string>> {
  const named = [
    ["campaignId", "the campaign", campaignId],
    ["contactId", "the contact", contactId],
    ["agentId", "the agent", agentId],
  ] as const;
  return Object.fromEntries(
    named.flatMap(([field, what, id]) => {
      const problem = id === undefined ? null : problemOfId(dialect, what, id);
      return problem === null ? [] : [[field, problem]];
    }),
  );
}

/** P-15 as it is typed: nothing, or a JSON object. */
const dataText = z.string().transform((text, ctx) => {
  if (text.trim() === "") return {};
  try {
    const parsed = data.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    ctx.addIssue({ code: "custom", message: parsed.error.issues[0]?.message ?? DATA });
  } catch {
    ctx.addIssue({ code: "custom", message: `This is not JSON. ${DATA}` });
  }
  return z.NEVER;
});

/** The form of a call: what is left empty is not sent. */
export const callForm = callFields.extend({
  contactId: z
    .string()
    .transform((id) => id || undefined)
    .optional(),
  data: dataText,
});
export type CallForm = z.input<typeof callForm>;

/** A call is placed only by somebody who confirmed it. */
export const placeInput = callFields.extend({
  confirmed: z.literal(true, { error: "Confirm the call: it rings the agent, then the customer." }),
});
export type PlaceInput = z.output<typeof placeInput>;

export const contactInput = z.strictObject({
  connectionId: chosen("a connection"),
  name: z.string({ error: "Enter a name." }).trim().min(1, { error: "Enter a name." }).max(120),
  phoneNumber: e164,
});
export type ContactInput = z.output<typeof contactInput>;

export const PREFLIGHT = [
  "number",
  "campaign",
  "contact",
  "assigned",
  "active",
  "presence",
  "engaged",
] as const;
export type PreflightId = (typeof PREFLIGHT)[number];

/** One named check before a call (P-11, P-12, P-14, P-20). */
export type PreflightCheck = {
  id: PreflightId;
  name: string;
  /** `unknown`: the contact centre does not say; the call may be placed all the same. */
  state: "passed" | "failed" | "unknown";
  message: string;
  fix: string | null;
  /** The field of the form that it is about. */
  field: keyof CallInput;
};

export type Preflight = {
  ok: boolean;
  at: string;
  agentName: string;
  checks: PreflightCheck[];
  number: { formatted: string; country: string | null; known: boolean };
  /** The latest call to this number in the last 24 hours, if there was one. */
  before: { id: string; at: string; agentName: string; outcome: Outcome | null } | null;
};

/** How a call is shown; times in ISO 8601 UTC. */
export type OutboundCallView = {
  id: string;
  at: string;
  connection: { id: string; name: string };
  campaign: { id: string; name: string };
  contact: { id: string; name: string | null } | null;
  /** Masked for those who may not see numbers. */
  phoneNumber: string;
  agent: { id: string; name: string };
  phase: CallPhase;
  outcome: Outcome | null;
  reason: string | null;
  disposition: string | null;
  talkMs: number | null;
  endedAt: string | null;
  by: string;
  listId: string | null;
  rowNumber: number | null;
};
export type OutboundCallDetail = OutboundCallView & {
  data: Record<string, unknown>;
  vendorRequestId: string | null;
  requestId: string;
  timeline: CallTimelineEvent[];
};

const cursor = momentCursor("dial");

export const callQuery = z.strictObject({
  /** Words of names, an id, or a whole number for those who may see numbers. */
  q: searchText,
  connection: commaList(z.string().max(100)),
  outcome: commaList(z.enum([...OUTCOMES, "open"])),
  list: commaList(z.string().max(100)),
  from: moment,
  to: moment,
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type CallQuery = z.output<typeof callQuery>;

export type CallConnection = { id: string; name: string; environment: string };

export type { OutboundContact } from "#lib/cxone/outbound/outbound.ts";
