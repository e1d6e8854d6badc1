import { keyOf } from "../mapping.ts";
import type { DomainRecord } from "../schema.ts";
import type { DomainState, Finding } from "../state.ts";

/** SES looks for the records for 72 hours and then gives up (facts/product.md §1.5, traps). */
export const SES_GIVES_UP_MS = 72 * 3_600_000;
/** While somebody looks on. */
export const WATCHED_EVERY_MS = 20_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const givesUpAt = (startedAt: Date): Date => new Date(startedAt.getTime() + SES_GIVES_UP_MS);

export type DomainEvent = "verified" | "failed" | "losing" | "recovered";

type Looked = {
  state: DomainState;
  startedAt: Date | null;
  /** Somebody saw "verified" in CXone. */
  sesVerified: boolean;
  records: readonly DomainRecord[];
  findings: readonly Finding[];
  now: Date;
};

type Conclusion = { state: DomainState; nextLookAt: Date | null; event: DomainEvent | null };

/** What a look means for the domain as a whole. Pure; the order of looks in time is the caller's. */
export function conclude(looked: Looked): Conclusion {
  const { state, startedAt, now } = looked;
  const required = requiredFindings(looked);
  const all = required.length > 0 && required.every((found) => found.state === "verified");
  const next = (kept: DomainState, event: DomainEvent | null): Conclusion => ({
    state: kept,
    nextLookAt: nextLookAt(kept, startedAt, now),
    event,
  });
  if (state === "draft" || startedAt === null) return next("draft", null);
  if (state === "verified") return next(...ofVerified(required, all, now));
  // What SES gave up it does not take up again by itself: only somebody who saw it there knows better.
  if (state === "failed")
    return all && looked.sesVerified ? next("verified", "verified") : next("failed", null);
  if (all) return next("verified", "verified");
  // Where no DNS server answered, nobody knows whether SES found the records: the next look may.
  const isUnknown = required.some((found) => found.state === "failed");
  return now >= givesUpAt(startedAt) && !isUnknown ? next("failed", "failed") : next("pending", null);
}

/** SES takes 72 hours of absence too before it withdraws a domain; mail may suffer at once. */
function ofVerified(
  required: readonly Finding[],
  all: boolean,
  now: Date,
): [DomainState, DomainEvent | null] {
  if (all) return ["verified", "recovered"];
  const lost = required.flatMap(({ state, lostAt }) =>
    lostAt === null || state === "failed" ? [] : [lostAt],
  );
  const isLong = lost.some((at) => now.getTime() - new Date(at).getTime() >= SES_GIVES_UP_MS);
  if (isLong) return ["failed", "failed"];
  return ["verified", lost.length > 0 ? "losing" : null];
}

/** Findings of what the domain cannot do without. */
export function requiredFindings({ records, findings }: Pick<Looked, "records" | "findings">): Finding[] {
  return records
    .filter(({ need }) => need === "required")
    .map((record) => findings.find(({ key }) => key === keyOf(record)) ?? unseen(keyOf(record)));
}

const unseen = (key: string): Finding => ({
  key,
  state: "missing",
  seen: [],
  detail: "",
  fix: null,
  verifiedAt: null,
  lostAt: null,
});

/** Every five minutes in the first hour, hourly after it, daily once verified; what failed waits for a person. */
export function nextLookAt(state: DomainState, startedAt: Date | null, now: Date): Date | null {
  if (state === "draft" || state === "failed" || startedAt === null) return null;
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (state === "verified") return after(24 * HOUR_MS);
  if (now.getTime() - startedAt.getTime() < HOUR_MS) return after(5 * MINUTE_MS);
  // The last look comes when SES gives up, not an hour later.
  return new Date(
    Math.min(after(HOUR_MS).getTime(), Math.max(givesUpAt(startedAt).getTime(), now.getTime() + MINUTE_MS)),
  );
}
