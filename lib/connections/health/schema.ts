import type { NamedCheck, NamedFailure } from "../schema.ts";
import type { Health } from "../state.ts";

/** Attempts in a span of time. All of them are counted; only the request log keeps a sample. */
export type CallShare = {
  /** Sent, however they ended. */
  calls: number;
  /** Without an answer, or refused with 401, 403, 408, 429, 3xx or 5xx. */
  failed: number;
  /** Not sent, because a breaker was open. */
  heldBack: number;
  /** Half of the calls took no longer; null without calls. Interpolated between bounds. */
  p50Ms: number | null;
  p95Ms: number | null;
};

export type HourOfCalls = { at: string; answered: number; failed: number };

export type TokenState = {
  /** None is no fault: a token is asked for when a call needs one. */
  state: "valid" | "none" | "failing";
  /** A minute before CXone ends it. */
  validUntil: string | null;
  /** From when on a call refreshes it ahead of time. */
  refreshAt: string | null;
  refreshedAt: string | null;
  failingSince: string | null;
  failure: { title: string; detail: string; fix: string } | null;
};

/** A breaker that is not closed, or a limit, as the processes see it together. Times in ISO 8601 UTC. */
export type UpstreamView = {
  origin: string;
  operationClass: string;
  kind: "breaker" | "limit";
  /** Half open: one call is let through to see. */
  state: "open" | "half-open" | "limited";
  since: string;
  /** When the next call is let through; null: now. */
  until: string | null;
  /** How many processes say so. */
  processes: number;
};

/** What is measured of a connection. Times in ISO 8601 UTC. */
export type ConnectionHealthView = {
  health: Health;
  /** When this was read. */
  at: string;
  /** The checks are too old to say anything about now. */
  stale: boolean;
  lastOkAt: string | null;
  lastCheckAt: string | null;
  nextCheckAt: string | null;
  failingSince: string | null;
  /** The last one, also when it is over; `requestKey` leads to its row in the request log while that is kept. */
  failure: (NamedFailure & { requestKey: string | null }) | null;
  paused: { at: string; by: string } | null;
  /** Null where there is none to ask for: an API access token of Engage is used as it is. */
  token: TokenState | null;
  lastHour: CallShare;
  lastDay: CallShare;
  /** The last 24 hours, oldest first. */
  hours: HourOfCalls[];
  /** Breakers that are not closed and limits that are running; empty is good. */
  upstream: UpstreamView[];
  nextExpiry: string | null;
  checks: NamedCheck[];
};
