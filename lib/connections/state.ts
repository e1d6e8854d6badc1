/** Unknown is said when nothing recent was measured; it is never taken for healthy. */
export type HealthState = "healthy" | "degraded" | "failing" | "unknown" | "paused";
export type Health = { state: HealthState; reasons: string[] };

/** Checks run by themselves every five minutes; after three that did not come, nothing is known any more. */
export const CHECK_EVERY_MS = 5 * 60_000;
export const STALE_AFTER_MS = 3 * CHECK_EVERY_MS;

export const RECENT_MS = 30 * 60_000;

const DAY_MS = 86_400_000;
const EXPIRES_SOON_DAYS = 7;
/** Below this many calls a share says nothing. */
const ENOUGH_CALLS = 20;
const TOO_MANY_FAILED = 0.05;

/** What was measured of a connection. */
export type HealthFacts = {
  /** As reasons name it: CXone. */
  vendor: string;
  pausedAt: Date | null;
  lastCheckAt: Date | null;
  /** Title of what the last check failed with. */
  failure: string | null;
  /** Title of what the last token request failed with, when that was after the last good check. */
  tokenFailure: string | null;
  /** Breakers that are open or trying, and limits that are running. */
  openBreakers: number;
  limitedUntil: Date | null;
  /** Attempts of the last half hour, and after the last recovery: what was mended is no concern any more. */
  recent: { calls: number; failed: number };
  fallingBack: boolean;
  nextExpiry: Date | null;
};

/** One word for a connection, and why. Facts only: what is old counts for nothing. */
export function healthOf(facts: HealthFacts, now: Date): Health {
  if (facts.pausedAt) return { state: "paused", reasons: ["Checks and alerts are off."] };
  const stale = !facts.lastCheckAt || now.getTime() - facts.lastCheckAt.getTime() > STALE_AFTER_MS;
  const failure = facts.tokenFailure ?? facts.failure;
  if (stale && !facts.tokenFailure) return { state: "unknown", reasons: [whyUnknown(facts)] };
  if (failure) return { state: "failing", reasons: [`${failure}.`] };
  const reasons = concerns(facts, now);
  return { state: reasons.length > 0 ? "degraded" : "healthy", reasons };
}

function whyUnknown({ lastCheckAt, failure }: HealthFacts): string {
  if (!lastCheckAt) return "It was never checked.";
  const last = failure ? `It failed then: ${failure}.` : "It was well then.";
  return `The last check is more than ${STALE_AFTER_MS / 60_000} min old. ${last}`;
}

function concerns(facts: HealthFacts, now: Date): string[] {
  const reasons: string[] = [];
  const { openBreakers, limitedUntil, recent, fallingBack, nextExpiry } = facts;
  if (openBreakers > 0) reasons.push("Calls are held back after too many failures.");
  if (limitedUntil && limitedUntil > now) reasons.push(`${facts.vendor} limits our calls.`);
  if (recent.calls >= ENOUGH_CALLS && recent.failed / recent.calls > TOO_MANY_FAILED) {
    const share = Math.round((recent.failed / recent.calls) * 100);
    reasons.push(`${share} % of the calls of the last ${RECENT_MS / 60_000} min failed.`);
  }
  if (fallingBack) reasons.push("The new credentials are refused; the previous ones do the work.");
  if (nextExpiry) {
    const days = Math.ceil((nextExpiry.getTime() - now.getTime()) / DAY_MS);
    if (days <= 0) reasons.push("A secret is past its expiry date.");
    else if (days <= EXPIRES_SOON_DAYS)
      reasons.push(`A secret expires in ${days === 1 ? "1 day" : `${days} days`}.`);
  }
  return reasons;
}
