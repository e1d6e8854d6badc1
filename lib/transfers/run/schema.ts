import * as z from "zod";
import { commaList, searchText } from "#lib/api/schema.ts";
import type { UpstreamView } from "#lib/connections/health/schema.ts";
import type { CallMetrics, CallState, Dialect } from "#lib/cxone/voice/state.ts";
import type { Outcome, PolicyBody, TransferSource } from "../schema.ts";
import type { Phase, Reason, TimelineEvent } from "../state.ts";

const CALL_ID = "An id of a call has letters, digits and - . _ : only.";
const NO_CONTACT_ID = "Calls are numbered at this connection: the id is a whole number, such as 910001.";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** One call under one name: a UUID in capitals, or a number with zeros before it, would be another call to us and the same one there. */
const oneName = (id: string) => (UUID.test(id) ? id.toLowerCase() : id.replace(/^0+(?=\d+$)/, ""));

/** As the contact centre names a call; it becomes part of addresses there. */
export const callId = z
  .string({ error: "Enter the id of the call." })
  .trim()
  .min(1, { error: "Enter the id of the call." })
  .max(100, { error: "At most 100 characters." })
  .regex(/^[\w.:-]+$/, { error: CALL_ID })
  .refine((id) => !/^[0-]+$/.test(id), { error: "This is the all-zero placeholder, not the id of a call." })
  .transform(oneName);

/** What a transfer is started with. */
export const startInput = z.strictObject({
  policyId: z.string({ error: "Choose a policy." }).min(1, { error: "Choose a policy." }).max(100),
  callId,
  /** Who calls, as the contact centre shows it. */
  caller: z.string().trim().max(60, { error: "At most 60 characters." }).optional(),
  note: z.string().trim().max(500, { error: "At most 500 characters." }).optional(),
});

/**
 * What is wrong with the id of a call in a dialect; null when nothing is. The ACD numbers its contacts (facts/cxone.md §7); of
 * the v2 nobody says what ids of calls look like.
 */
export const problemOfCallId = (dialect: Dialect, id: string): string | null =>
  dialect === "v2" || /^[1-9]\d{0,15}$/.test(id) ? null : NO_CONTACT_ID;

/** The same, with the id of the call held against the dialect of the policy, where that is known. */
export const startInputIn = (dialectOf: (policyId: string) => Dialect | null | undefined) =>
  startInput.superRefine(({ policyId, callId }, ctx) => {
    const dialect = dialectOf(policyId);
    const message = dialect && problemOfCallId(dialect, callId);
    if (message) ctx.addIssue({ code: "custom", path: ["callId"], message });
  });
export type StartForm = z.input<typeof startInput>;
export type StartInput = z.output<typeof startInput>;

export const metricsQuery = z
  .object({
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "Choose an end that lies after the beginning.",
  });
export type MetricsQuery = z.output<typeof metricsQuery>;

type Connection = { id: string; name: string; environment: "sandbox" | "live" };

/** A transfer that is under way, as the list shows it. Times in ISO 8601 UTC. */
export type LiveTransfer = {
  id: string;
  at: string;
  connection: Connection;
  callId: string;
  /** Masked for those who may not see numbers. */
  caller: string | null;
  policy: { id: string; name: string };
  phase: Phase;
  callState: CallState | null;
  /** Nobody knows whether the last write was carried out (T-31). */
  unknown: boolean;
  /** Where the call is being sent now, in words, and the how-maniest place of the chain that is. */
  target: string;
  step: number;
  steps: number;
  /** The newest line of the timeline. */
  last: string | null;
  startedBy: string;
  source: TransferSource;
  cancelBy: string | null;
};

/** A policy as it is offered for a start. */
export type StartPolicy = {
  id: string;
  name: string;
  connection: Connection;
  dialect: Dialect | null;
  body: PolicyBody;
};

/** What may be asked of the open transfers. */
export const liveQuery = z.object({
  q: searchText,
  connection: commaList(z.string().max(100)),
  policy: commaList(z.string().max(100)),
});
export type LiveQuery = z.output<typeof liveQuery>;

type Named = { id: string; name: string };

/** How a contact centre that calls are transferred at is doing: breakers that are not closed, limits that run. */
export type VoiceUpstreamView = { connection: Connection; pausedBy: string | null; upstream: UpstreamView[] };

export type LiveAnswer = {
  transfers: LiveTransfer[];
  /** There are more than are given. */
  more: boolean;
  filters: { connections: Named[]; policies: Named[] };
  upstream: VoiceUpstreamView[];
};

/** One transfer with its timeline, open or ended. */
export type TransferDetail = {
  id: string;
  at: string;
  endedAt: string | null;
  /** From being asked for to its end, or until now. */
  durationMs: number;
  /** Null when it was deleted. */
  connection: Connection | null;
  /** Null where it was deleted before the dialect was kept. */
  dialect: Dialect | null;
  callId: string;
  caller: string | null;
  /** `href` leads to the policy as it is now; null when it was deleted, which its connection takes along. */
  policy: { id: string; name: string; version: number; body: PolicyBody; href: string | null };
  /** Where it goes or has ended up, in words. */
  target: string;
  /** Null when it has ended. */
  open: {
    phase: Phase;
    callState: CallState | null;
    unknown: boolean;
    step: number;
    cancelBy: string | null;
  } | null;
  outcome: Outcome | null;
  reason: Reason | null;
  attempts: number;
  agent: { id: string; name: string | null } | null;
  presence: string | null;
  startedBy: string;
  source: TransferSource;
  note: string | null;
  conversationId: string | null;
  /** All calls to the contact centre stand under it in the request log. */
  requestId: string;
  timeline: TimelineEvent[];
  metrics: CallMetrics | null;
};
