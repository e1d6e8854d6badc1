import { isOpen } from "../../hours/state.ts";
import type { PolicyBody, PolicyRoute } from "../../schema.ts";
import { capitalised, counted, spanInWords, stepInWords } from "../../words/mapping.ts";

/** Something that is allowed and seldom meant. `step` as in the chain; null where it is about the whole. */
export type Warning = { step: number | null; text: string };

/** A caller seldom stays longer than this with nobody talking. */
const PATIENCE_MS = 120_000;

/** What is allowed in a policy and seldom meant, in the order of the chain. */
export const lintPolicy = (body: PolicyBody): Warning[] => [
  ...body.routes.flatMap((route, step) => lintRoute(body, route, step)),
  ...lintWhole(body),
];

function lintRoute(body: PolicyBody, route: PolicyRoute, step: number): Warning[] {
  const texts: string[] = [];
  const name = capitalised(stepInWords(body, step));
  const earlier = body.routes.slice(0, step).findIndex((other) => isSame(other, route));
  if (earlier >= 0)
    texts.push(
      `${name} stands in the chain twice: the call is sent where it has just been refused or failed.`,
    );
  if (isSame(route, body.voicemail) && route.skillId === undefined)
    texts.push(`${name} is voicemail already: nothing behind it is reached unless that fails.`);
  if (route.targetType === "NUMBER" && route.targetId === route.callbackNumber)
    texts.push(`${name} is the callback number itself: the call would be sent round in a circle.`);
  const isMachine = MACHINE.test(route.targetName) || isSame(route, body.voicemail);
  if (route.transferType === "CONSULT" && isMachine)
    texts.push(`${name} looks like a machine, and a consult waits until somebody answers: choose blind.`);
  const isPlain = route.targetType === "EXTENSION" || route.targetType === "NUMBER";
  if (isPlain && route.priority > 1)
    texts.push(`${name} has priority ${route.priority}, which counts in queues only.`);
  return texts.map((text) => ({ step, text }));
}

const MACHINE = /voice ?mail|mailbox|answering|anrufbeantworter/i;

type Target = Pick<PolicyRoute, "targetType" | "targetId"> & { skillId?: string | undefined };
const isSame = (one: Target, other: Target) =>
  one.targetType === other.targetType && one.targetId === other.targetId && one.skillId === other.skillId;

function lintWhole({ routes, watch }: PolicyBody): Warning[] {
  const texts: string[] = [];
  const longestMs = routes.length * watch.timeoutSeconds * 1_000;
  if (longestMs > PATIENCE_MS) {
    const targets = routes.length === 1 ? "the target" : `all ${routes.length} targets`;
    texts.push(`A caller may wait ${spanInWords(longestMs)} for ${targets} before voicemail.`);
  }
  if (watch.pollSeconds * 2 > watch.timeoutSeconds)
    texts.push(
      `An attempt is given ${watch.timeoutSeconds} s and looked at every ${watch.pollSeconds} s: it is seen once or twice.`,
    );
  const closedHours = hoursClosed(routes);
  if (closedHours > 0)
    texts.push(
      `For about ${counted(closedHours, "hour")} of a week no target is open, and every call goes to voicemail at once.`,
    );
  return texts.map((text) => ({ step: null, text }));
}

/** A week of winter and one of summer, since targets in different zones move apart; looked at every half hour. */
const WEEKS = ["2026-01-05T00:00:00Z", "2026-07-06T00:00:00Z"].map((at) => Date.parse(at));
const HALF_HOUR_MS = 30 * 60_000;
const HALF_HOURS = 7 * 24 * 2;

/** Hours of a week in which no target is open, rounded up. */
function hoursClosed(routes: readonly PolicyRoute[]): number {
  if (routes.some(({ hours }) => !hours)) return 0;
  const isClosed = (at: number) => !routes.some(({ hours }) => isOpen(hours, new Date(at)));
  const closed = WEEKS.map(
    (week) =>
      Array.from({ length: HALF_HOURS }, (_, index) => week + index * HALF_HOUR_MS).filter(isClosed).length,
  );
  return Math.ceil(Math.max(...closed) / 2);
}
