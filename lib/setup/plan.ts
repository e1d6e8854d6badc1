import { canonical, digest } from "./canonical.ts";
import type { PlanIntent } from "./definition.ts";
import {
  type DesiredObject,
  type DesiredValue,
  type IgnoredDrift,
  type Json,
  type KNOWN_AFTER_APPLY,
  type ManagedRecord,
  type ObservedObject,
  stepOfLine,
} from "./step.ts";

export type PlanAction = "create" | "adopt" | "change" | "keep" | "delete" | "manual" | "blocked";

/** One field of a line. Secrets carry no value at all. */
export type PlanField = {
  name: string;
  from: Json | null;
  to: Json | null;
  changed: boolean;
  secret?: true;
  knownAfterApply?: true;
};

export type PlanLine = {
  lineId: string;
  stepId: string;
  system: string;
  kind: string;
  name: string;
  action: PlanAction;
  /** One sentence, as it stands on the review page. */
  title: string;
  fields: PlanField[];
  remoteId: string | null;
  /** Why it cannot be done now; `lineId` names the line that has to come first, if one does. */
  blockedBy?: { lineId?: string; sentence: string };
  /** Its refusal stops no other line. */
  alone?: true;
};

/** `observed` is what the plan was made from. */
export type Plan = { lines: PlanLine[]; fingerprint: string; observed: readonly ObservedObject[] };

export type PlanFacts = {
  desired: readonly DesiredObject[];
  observed: readonly ObservedObject[];
  managed: readonly ManagedRecord[];
  /** Differences to live with. */
  ignored?: readonly IgnoredDrift[];
  /** The sentence for removing an object that cannot simply be deleted. */
  removalOf?: (record: ManagedRecord) => string | null;
};

const APPLICABLE: readonly PlanAction[] = ["create", "adopt", "change", "delete"];

/** True when applying the plan would do something about this line. */
export function isApplicable(line: PlanLine): boolean {
  return APPLICABLE.includes(line.action);
}

/** How many lines of each action, zero included. */
export function countActions(lines: readonly PlanLine[]): Record<PlanAction, number> {
  const counts = { create: 0, adopt: 0, change: 0, keep: 0, delete: 0, manual: 0, blocked: 0 };
  for (const line of lines) counts[line.action] += 1;
  return counts;
}

/**
 * What has to happen so that the other side becomes as desired. Pure. Lines stand in the order in which they can be
 * applied, deletes last; the fingerprint changes when anything does that the plan was made from.
 */
export function planSetup(facts: PlanFacts): Plan {
  const observed = new Map(facts.observed.map((object) => [object.lineId, object]));
  const managed = new Map(facts.managed.map((record) => [record.lineId, record]));
  const lines = new Map<string, PlanLine>();
  for (const object of inDependencyOrder(facts.desired)) {
    const seen = observed.get(object.lineId);
    const line = planObject(object, seen, managed.get(object.lineId), lines, facts.ignored);
    lines.set(line.lineId, line);
  }
  const deletes = facts.managed.filter(
    (record) => record.ownership === "created" && !lines.has(record.lineId),
  );
  return {
    lines: [...lines.values(), ...deletes.toReversed().map((record) => planDelete(record, facts))],
    fingerprint: fingerprintOf("apply", facts),
    observed: facts.observed,
  };
}

/**
 * Removes what we created and nothing else, the newest first, and says what stays. `managed` is in the order of creation;
 * for an undo it holds only what that run made.
 */
export function planTeardown(facts: PlanFacts, intent: "teardown" | "undo" = "teardown"): Plan {
  const created = facts.managed.filter((record) => record.ownership === "created");
  const adopted = facts.managed.filter((record) => record.ownership === "adopted");
  return {
    lines: [...created.toReversed().map((record) => planDelete(record, facts)), ...adopted.map(planLeave)],
    fingerprint: fingerprintOf(intent, facts),
    observed: [],
  };
}

function fingerprintOf(intent: PlanIntent, { desired, observed, managed, ignored = [] }: PlanFacts): string {
  const byLine = (a: { lineId: string }, b: { lineId: string }) => (a.lineId < b.lineId ? -1 : 1);
  return digest({
    intent,
    desired: [...desired].sort(byLine),
    observed: [...observed].sort(byLine),
    managed: managed.map(({ lineId, remoteId, ownership }) => ({ lineId, remoteId, ownership })).sort(byLine),
    ...(ignored.length > 0 ? { ignored: [...ignored].sort(byLine) } : {}),
  });
}

/** Each object after all it depends on; otherwise as given. A circle is a fault of the set-up and throws. */
export function inDependencyOrder(desired: readonly DesiredObject[]): DesiredObject[] {
  const byId = new Map(desired.map((object) => [object.lineId, object]));
  const ordered: DesiredObject[] = [];
  const done = new Set<string>();
  const under = new Set<string>();
  const visit = (object: DesiredObject): void => {
    if (done.has(object.lineId)) return;
    if (under.has(object.lineId)) throw new Error(`Set-up lines depend on each other: ${object.lineId}`);
    under.add(object.lineId);
    for (const id of object.dependsOn ?? []) {
      const needed = byId.get(id);
      if (needed) visit(needed);
    }
    under.delete(object.lineId);
    done.add(object.lineId);
    ordered.push(object);
  };
  for (const object of desired) visit(object);
  return ordered;
}

function planObject(
  object: DesiredObject,
  seen: ObservedObject | undefined,
  own: ManagedRecord | undefined,
  before: ReadonlyMap<string, PlanLine>,
  ignored: readonly IgnoredDrift[] | undefined,
): PlanLine {
  const fields = diffFields(object, seen, ignored);
  const line = (action: PlanAction, blockedBy?: PlanLine["blockedBy"]): PlanLine => ({
    lineId: object.lineId,
    stepId: stepOfLine(object.lineId),
    system: object.system,
    kind: object.kind,
    name: object.name,
    action,
    title: titleOf(object, action),
    fields,
    remoteId: seen && !seen.refusal ? seen.remoteId : null,
    ...(blockedBy ? { blockedBy } : {}),
    ...(object.alone ? { alone: true } : {}),
  });
  const asWanted = seen !== undefined && !seen.refusal && fields.every((field) => !field.changed);
  if (object.manual !== undefined) return line(asWanted ? "keep" : "manual");
  if (asWanted && own) return line("keep");
  if (object.blocked !== undefined) return line("blocked", { sentence: object.blocked });
  if (seen?.refusal) return line("blocked", { sentence: seen.refusal });
  const hindrance = hindranceOf(object, before);
  if (hindrance) return line("blocked", hindrance);
  if (!seen) return line("create");
  if (own) return line("change");
  if (!seen.ours && object.foreign === "refuse") {
    const sentence = `${object.system} already has the ${object.kind} ${object.name}, and it is not ours. Rename one of the two.`;
    return line("blocked", { sentence });
  }
  return line("adopt");
}

function hindranceOf(object: DesiredObject, before: ReadonlyMap<string, PlanLine>): PlanLine["blockedBy"] {
  for (const id of object.dependsOn ?? []) {
    const needed = before.get(id);
    if (needed?.action === "blocked" || needed?.action === "manual") {
      return { lineId: id, sentence: `First: ${needed.title}` };
    }
  }
  return undefined;
}

function titleOf(object: DesiredObject, action: PlanAction): string {
  const what = `the ${object.kind} ${object.name}`;
  if (object.manual !== undefined && action === "manual") return object.manual;
  const said = action === "manual" || action === "blocked" || action === "delete" ? "create" : action;
  const own = object.titles?.[said];
  if (own) return own;
  if (said === "create") return `Create ${what}`;
  if (said === "adopt") return `Use ${what} that is there`;
  if (said === "change") return `Change ${what}`;
  return `Keep ${what}`;
}

const planDelete = (record: ManagedRecord, { removalOf }: PlanFacts): PlanLine => ({
  ...lineOf(record),
  action: "delete",
  title: removalOf?.(record) ?? `Delete the ${record.kind} ${record.name}`,
});

const planLeave = (record: ManagedRecord): PlanLine => ({
  ...lineOf(record),
  action: "keep",
  title: `Leave the ${record.kind} ${record.name}: it was there before`,
});

function lineOf({ lineId, system, kind, name, remoteId }: ManagedRecord) {
  return { lineId, stepId: stepOfLine(lineId), system, kind, name, fields: [], remoteId };
}

/** Field by field, what is and what should be. Only desired fields count: defaults that a vendor adds are no drift. */
export function diffFields(
  object: DesiredObject,
  seen: ObservedObject | undefined,
  ignored: readonly IgnoredDrift[] = [],
): PlanField[] {
  const isIgnored = (field: string, found: Json) =>
    ignored.some(
      (one) =>
        one.lineId === object.lineId && one.field === field && canonical(one.found) === canonical(found),
    );
  return Object.entries(object.fields).map(([name, to]) => {
    const from = seen?.fields[name] ?? null;
    if (isSecret(to)) return { name, from: null, to: null, changed: !seen, secret: true };
    if (isKnownAfterApply(to)) return { name, from, to: null, changed: true, knownAfterApply: true };
    const matters = !seen || !(object.onlyAtCreation?.includes(name) || isIgnored(name, from));
    return { name, from, to, changed: matters && canonical(from) !== canonical(to) };
  });
}

function isSecret(value: DesiredValue): value is { secret: string } {
  return typeof value === "object" && value !== null && "secret" in value;
}

export function isKnownAfterApply(value: DesiredValue): value is typeof KNOWN_AFTER_APPLY {
  return typeof value === "object" && value !== null && "knownAfterApply" in value;
}
