import type { Intervention } from "#lib/engage/interventions.ts";

/**
 * An Engage thread is never over: it goes through one case (intervention) after the other, and the same one is opened
 * again. What ends a handover is a case that was closed since it began. So the cases that are closed at its beginning
 * are written down, in the names and times of Engage itself: clocks need not agree.
 */
export function noteClosedCases(cases: readonly Intervention[]): string {
  const closed = cases.filter((one) => one.closed).map(nameOf);
  return closed.length > 0 ? closed.join(" ") : "none";
}

/** Whether a case was closed since `note` was written and none is open. Without a note any closed one counts. */
export function isOverSince(cases: readonly Intervention[], note: string | null): boolean {
  const before = new Set(note?.split(" "));
  return cases.every((one) => one.closed) && cases.some((one) => !before.has(nameOf(one)));
}

/** Closed twice, it has two names. */
const nameOf = ({ id, closedAt }: Intervention): string => `${id}@${closedAt}`;

/** The case that agents work on now, else the one that moved last. */
export function currentCase(cases: readonly Intervention[]): Intervention | undefined {
  const latest = [...cases].sort((a, b) => latestMoment(b).localeCompare(latestMoment(a)))[0];
  return cases.find((one) => !one.closed) ?? latest;
}

const latestMoment = ({ closedAt, createdAt }: Intervention): string =>
  closedAt > createdAt ? closedAt : createdAt;

/** How a case stands, in words of ours: Engage's own are in the language of the account (facts/engage.md §1.4). */
export function statusOfCase(found: Intervention | undefined): string {
  if (!found) return "waiting for an agent";
  if (found.closed) return "closed";
  return found.deferred ? "put aside by the agent" : "open";
}
