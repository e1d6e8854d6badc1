import type { TargetType } from "#lib/cxone/voice/state.ts";
import { hoursInWords } from "#lib/hours/mapping.ts";
import type { PolicyBody, PolicyRoute } from "../schema.ts";
import { capitalised, kindInWords, targetInWords } from "../words/mapping.ts";

/** What a version of a policy consists of. */
export type PolicyContent = { name: string; description: string; body: PolicyBody };

/** A difference in words. `from` is undefined where there was nothing, `to` where nothing is left. */
export type ContentChange = { field: string; from?: string; to?: string };

type Target = { targetType: TargetType; targetId: string; targetName: string };

/** A target as it is called among people, to begin a line with: `Sales DE`, `Extension 999`. */
export const nameOfTarget = (target: Target): string =>
  target.targetName || capitalised(targetInWords(target));

/** The same with what it is and its id: `Queue Sales DE (4711)`. */
export function targetWithId({ targetType, targetId, targetName }: Target): string {
  const kind = capitalised(kindInWords(targetType));
  return targetName && targetName !== targetId
    ? `${kind} ${targetName} (${targetId})`
    : `${kind} ${targetId}`;
}

const skillInWords = ({ skillId, skillName }: PolicyRoute) =>
  skillId === undefined
    ? undefined
    : skillName && skillName !== skillId
      ? `${skillName} (${skillId})`
      : skillId;

/** What is set at a target besides where it leads, by the words of the editor. */
const settingsOf = (route: PolicyRoute): Record<string, string | undefined> => ({
  target: targetWithId(route),
  type: route.transferType === "BLIND" ? "blind" : "consult",
  skill: skillInWords(route),
  priority: String(route.priority),
  "callback number": route.callbackNumber,
  open: hoursInWords(route.hours),
});

const routeInWords = (route: PolicyRoute): string => {
  const { target, type, skill, priority, open, ...rest } = settingsOf(route);
  const callback = rest["callback number"];
  return [
    target,
    type,
    skill && `skill ${skill}`,
    `priority ${priority}`,
    callback && `callback number ${callback}`,
    route.hours && `open ${open}`,
  ]
    .filter(Boolean)
    .join(", ");
};

const identityOf = (route: PolicyRoute) => `${route.targetType}:${route.targetId}:${route.skillId ?? ""}`;

/** What differs between two versions, in the words of the editor: targets are known again by where they lead. */
export function changesBetween(before: PolicyContent, after: PolicyContent): ContentChange[] {
  return [
    ...changed("Name", before.name, after.name),
    ...changed("Description", before.description || undefined, after.description || undefined),
    ...routeChanges(before.body.routes, after.body.routes),
    ...changed("Voicemail", targetWithId(before.body.voicemail), targetWithId(after.body.voicemail)),
    ...watchChanges(before.body.watch, after.body.watch),
  ];
}

function changed(field: string, from: string | undefined, to: string | undefined): ContentChange[] {
  if (from === to) return [];
  return [{ field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
}

function routeChanges(before: readonly PolicyRoute[], after: readonly PolicyRoute[]): ContentChange[] {
  const pairs = pairRoutes(before, after);
  const kept = pairs.filter(({ old, now }) => old !== null && now !== null);
  const moved = new Set(kept.filter((pair, index) => pair !== inOldOrder(kept)[index]));
  return pairs.flatMap((pair): ContentChange[] => {
    const { old, now } = pair;
    if (old === null) return now === null ? [] : [{ field: placeName(now.at), to: routeInWords(now.route) }];
    if (now === null) return [{ field: placeName(old.at), from: routeInWords(old.route) }];
    const [from, to] = [settingsOf(old.route), settingsOf(now.route)];
    const heading = `${placeName(now.at)}, ${nameOfTarget(now.route)}`;
    return [
      ...(moved.has(pair) ? changed(`${heading}: place`, String(old.at + 1), String(now.at + 1)) : []),
      ...Object.keys(to).flatMap((field) => changed(`${heading}: ${field}`, from[field], to[field])),
    ];
  });
}

type Placed = { route: PolicyRoute; at: number };
type Pair = { old: Placed | null; now: Placed | null };

/** The same target before and after; what is left over is paired by its place, as a target that was exchanged. */
function pairRoutes(before: readonly PolicyRoute[], after: readonly PolicyRoute[]): Pair[] {
  const left: Placed[] = before.map((route, at) => ({ route, at }));
  const take = (wanted: (placed: Placed) => boolean): Placed | null => {
    const index = left.findIndex(wanted);
    return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
  };
  const same = after.map((route) => take((placed) => identityOf(placed.route) === identityOf(route)));
  const pairs = after.map((route, at): Pair => {
    const old = same[at] ?? take((placed) => placed.at === at);
    return { old, now: { route, at } };
  });
  return [...pairs, ...left.map((old): Pair => ({ old, now: null }))];
}

const inOldOrder = (pairs: readonly Pair[]) => [...pairs].sort((a, b) => (a.old?.at ?? 0) - (b.old?.at ?? 0));
const placeName = (at: number) => (at === 0 ? "First target" : `Fallback ${at}`);

function watchChanges(before: PolicyBody["watch"], after: PolicyBody["watch"]): ContentChange[] {
  return [
    ...changed("Looked at every", `${before.pollSeconds} s`, `${after.pollSeconds} s`),
    ...changed("An attempt may take", `${before.timeoutSeconds} s`, `${after.timeoutSeconds} s`),
    ...changed("Unknown is looked after for", `${before.unknownMinutes} min`, `${after.unknownMinutes} min`),
  ];
}

/** A policy as the audit log keeps it: flat, in words, so that its changes can be read there. */
export const auditOf = ({ name, description, body }: PolicyContent) => ({
  name,
  description,
  targets: Object.fromEntries(body.routes.map((route, at) => [String(at + 1), routeInWords(route)])),
  voicemail: targetWithId(body.voicemail),
  watch: body.watch,
});
