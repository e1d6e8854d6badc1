import { isOpen } from "../hours/state.ts";
import type { PolicyBody, PolicyRoute } from "../schema.ts";
import { counted, spanInWords, stepInWords, targetInWords } from "../words/mapping.ts";

export type FindingCode =
  | "same_target"
  | "voicemail_in_chain"
  | "consult_to_machine"
  | "long_chain"
  | "never_open"
  | "few_looks";

/** Something about a policy that is allowed and probably not meant. `path` leads into the policy, for the field it is shown at. */
export type Finding = { code: FindingCode; path: (string | number)[]; text: string };

/** Callers wait on the line while a chain is tried; longer than so long few do. */
const CALLERS_WAIT_SECONDS = 180;

/**
 * What may be wrong with a policy although each of its fields is right: above all circular routing, which the contact centre
 * answers with a 500 (T-74), and field errors that it would answer with a 400 (T-72). Pure; none: nothing was found.
 */
export const lintPolicy = (policy: PolicyBody): Finding[] => [
  ...sameTargets(policy),
  ...voicemailInChain(policy),
  ...consultsToMachines(policy),
  ...longChain(policy),
  ...neverOpen(policy),
  ...fewLooks(policy),
];

const isSame = (a: PolicyRoute, b: PolicyRoute) => leadsTo(a, b) && (a.skillId ?? "") === (b.skillId ?? "");
const leadsTo = (
  a: { targetType: string; targetId: string },
  b: { targetType: string; targetId: string },
): boolean => a.targetType === b.targetType && a.targetId === b.targetId;
const placeOf = (at: number) => (at === 0 ? "the first target" : `fallback ${at}`);

function sameTargets({ routes }: PolicyBody): Finding[] {
  return routes.flatMap((route, at): Finding[] => {
    const before = routes.findIndex((other) => isSame(other, route));
    if (before === at) return [];
    const text = `${targetInWords(route)} is ${placeOf(before)} already: a call that came to nothing there is sent there again.`;
    return [{ code: "same_target", path: ["routes", at, "targetId"], text }];
  });
}

function voicemailInChain({ routes, voicemail }: PolicyBody): Finding[] {
  return routes.flatMap((route, at): Finding[] => {
    if (!leadsTo(route, voicemail)) return [];
    const text = `Voicemail stands in the chain as ${placeOf(at)} too: what comes after it is tried only when voicemail fails.`;
    return [{ code: "voicemail_in_chain", path: ["routes", at, "targetId"], text }];
  });
}

const MACHINE = /voice ?mail|mailbox|answering|anrufbeantworter|\bivr\b/i;

function consultsToMachines({ routes, voicemail }: PolicyBody): Finding[] {
  return routes.flatMap((route, at): Finding[] => {
    const isMachine = MACHINE.test(route.targetName) || leadsTo(route, voicemail);
    if (route.transferType !== "CONSULT" || !isMachine) return [];
    const text = `A consult waits until somebody answers, and ${targetInWords(route)} looks like a machine. Choose blind.`;
    return [{ code: "consult_to_machine", path: ["routes", at, "transferType"], text }];
  });
}

function longChain(policy: PolicyBody): Finding[] {
  const { routes, watch } = policy;
  const seconds = routes.length * watch.timeoutSeconds;
  if (routes.length < 2 || seconds <= CALLERS_WAIT_SECONDS) return [];
  const text = `A caller may wait ${spanInWords(seconds * 1_000)} before voicemail: ${counted(routes.length, "target")} of up to ${watch.timeoutSeconds} s each.`;
  return [{ code: "long_chain", path: ["watch", "timeoutSeconds"], text }];
}

/** A week of winter and one of summer, by quarters of an hour. */
const WEEKS = ["2026-01-05T00:00:00Z", "2026-07-06T00:00:00Z"].map((at) => Date.parse(at));
const QUARTER_MS = 15 * 60_000;
const QUARTERS = 7 * 24 * 4;

/** Times at which no target is open, so that calls go to voicemail at once. */
function neverOpen({ routes }: PolicyBody): Finding[] {
  if (routes.some(({ hours }) => !hours)) return [];
  const closed = WEEKS.map((week) =>
    Array.from({ length: QUARTERS }, (_, index) => new Date(week + index * QUARTER_MS)).filter(
      (now) => !routes.some(({ hours }) => isOpen(hours, now)),
    ),
  );
  const quarters = Math.max(...closed.map(({ length }) => length));
  if (quarters === 0) return [];
  const hours = Math.round(quarters / 4);
  const text = `For ${hours === 0 ? "less than an hour" : counted(hours, "hour")} of a week no target is open, and every call goes to voicemail at once.`;
  return [{ code: "never_open", path: ["routes"], text }];
}

function fewLooks({ watch }: PolicyBody): Finding[] {
  if (watch.timeoutSeconds >= 2 * watch.pollSeconds) return [];
  const text = `An attempt of ${watch.timeoutSeconds} s is looked at only once or twice when the call is read every ${watch.pollSeconds} s.`;
  return [{ code: "few_looks", path: ["watch", "pollSeconds"], text }];
}

/** What to look at after a 500 (T-74), with the findings that may be its cause: circular routing and skills. */
export function explainRuleConflict(policy: PolicyBody, step: number): string {
  const route = policy.routes[step];
  const circular = lintPolicy(policy).find(
    ({ code, path }) => (code === "same_target" || code === "voicemail_in_chain") && path[1] === step,
  );
  const about = [
    circular?.text,
    route?.skillId &&
      `Check that agents of ${stepInWords(policy, step)} hold the skill ${route.skillName || route.skillId}.`,
  ].filter(Boolean);
  return (
    about.join(" ") ||
    `Check in CXone that ${stepInWords(policy, step)} does not lead back to where the call came from.`
  );
}
