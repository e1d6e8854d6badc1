/** The doors of the bridge (facts/cxone.md §3.3, facts/engage.md §5). `patchbay` is what follows from a delivery, `replay` what a person asked for. */
export const ENDPOINTS = [
  "reply-2.0",
  "reply-1.0",
  "release",
  "token",
  "add",
  "reconnect",
  "remove",
  "engage-sdk",
  "engage-webhook",
  "engage-validation",
  "engage-unknown",
  "webchat",
  "patchbay",
  "replay",
] as const;
export type DeliveryEndpoint = (typeof ENDPOINTS)[number];

const DOORS: Record<DeliveryEndpoint, string> = {
  "reply-2.0": "Reply 2.0",
  "reply-1.0": "Reply 1.0",
  release: "Release",
  token: "Access token",
  add: "Add channel",
  reconnect: "Reconnect channel",
  remove: "Remove channel",
  "engage-sdk": "Engage source",
  "engage-webhook": "Engage webhook",
  "engage-validation": "Engage validation",
  "engage-unknown": "Engage, unsigned",
  webchat: "Webchat",
  patchbay: "Patchbay",
  replay: "Replay",
};
export const endpointInWords = (endpoint: DeliveryEndpoint): string => DOORS[endpoint];

/** What the bridge thought of a call before it read what it was about. */
export const VERDICTS = [
  "accepted",
  "duplicate",
  "no_token",
  "bad_token",
  "expired_token",
  "unknown_provider",
  "wrong_secret",
  "other_handover",
  "unknown_channel",
  "unknown_thread",
  "bad_link",
  "bad_signature",
  "wrong_verify_token",
  "other_source",
  "not_needed",
  "refused_action",
  "unreadable",
  "rate_limited",
  "not_stored",
  "failed",
] as const;
export type Verdict = (typeof VERDICTS)[number];

const OPINIONS: Record<Verdict, { word: string; kind: "good" | "idle" | "warning" | "bad" }> = {
  accepted: { word: "Accepted", kind: "good" },
  duplicate: { word: "Duplicate", kind: "idle" },
  no_token: { word: "No token", kind: "bad" },
  bad_token: { word: "Bad token", kind: "bad" },
  expired_token: { word: "Expired token", kind: "bad" },
  unknown_provider: { word: "Unknown handover", kind: "bad" },
  wrong_secret: { word: "Wrong secret", kind: "bad" },
  other_handover: { word: "Token of another handover", kind: "bad" },
  unknown_channel: { word: "Unknown channel", kind: "bad" },
  unknown_thread: { word: "Unknown thread", kind: "bad" },
  bad_link: { word: "Link not accepted", kind: "bad" },
  bad_signature: { word: "Bad signature", kind: "bad" },
  wrong_verify_token: { word: "Wrong verification token", kind: "bad" },
  other_source: { word: "Another source", kind: "warning" },
  not_needed: { word: "Not needed", kind: "idle" },
  refused_action: { word: "Unknown action", kind: "warning" },
  unreadable: { word: "Unreadable", kind: "bad" },
  rate_limited: { word: "Too many", kind: "warning" },
  not_stored: { word: "Not stored", kind: "bad" },
  failed: { word: "Failed", kind: "bad" },
};
export const verdictInWords = (verdict: Verdict) => OPINIONS[verdict];

/** The request id of the calls that are made to carry out a delivery: the request log finds them by it. */
export const deliveryRequestId = (eventId: number): string => `delivery-${eventId}`;

/** The other way: the number of the delivery, if it is the request id of one. */
export function deliveryOfRequest(requestId: string): number | undefined {
  const digits = /^delivery-(\d{1,15})$/.exec(requestId)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What became of an accepted delivery. */
export const RESULTS = ["waiting", "parked", "done", "ignored"] as const;
export type DeliveryResult = (typeof RESULTS)[number];

const OUTCOMES: Record<DeliveryResult, { word: string; kind: "good" | "idle" | "waiting" | "bad" }> = {
  waiting: { word: "Waiting", kind: "waiting" },
  parked: { word: "Parked", kind: "bad" },
  done: { word: "Done", kind: "good" },
  ignored: { word: "Ignored", kind: "idle" },
};
export const resultInWords = (result: DeliveryResult) => OUTCOMES[result];

/**
 * Kinds of events whose effect is told apart by an id of its own, so that carrying them out a second time cannot
 * double it. A handover that was begun or ended is not among them: the conversation has moved on since.
 */
const REPEATABLE = new Set(["agent.message", "message.remove", "visitor.message", "case.released"]);
export const canBeForced = (kind: string): boolean => REPEATABLE.has(kind);
