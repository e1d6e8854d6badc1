import { canonical } from "./canonical.ts";
import { diffFields } from "./plan.ts";
import type { DesiredObject, DesiredValue, Json, ManagedRecord, ObservedObject } from "./step.ts";

/** One field that is other than it was applied; `field` is empty when the object itself is gone. */
export type DriftFinding = {
  lineId: string;
  field: string;
  system: string;
  kind: string;
  name: string;
  remoteId: string;
  expected: Json | null;
  found: Json | null;
};

export type DriftFacts = {
  desired: readonly DesiredObject[];
  observed: readonly ObservedObject[];
  managed: readonly ManagedRecord[];
  /** Lines done by hand that were as wanted before. */
  confirmedByHand: ReadonlySet<string>;
};

/**
 * What others changed: the other side against what was applied last, not against what is wished now, so that an edit
 * which waits for its apply is no drift. Only fields that we set count: defaults and order are the vendor's. Pure.
 */
export function findDrift(facts: DriftFacts): DriftFinding[] {
  const observed = new Map(facts.observed.map((object) => [object.lineId, object]));
  const managed = new Map(facts.managed.map((record) => [record.lineId, record]));
  return facts.desired.flatMap((object) => {
    const own = managed.get(object.lineId);
    const seen = observed.get(object.lineId);
    if (own)
      return driftOf({ ...object, name: own.name, fields: knownFields(object, own) }, own.remoteId, seen);
    const byHand = object.manual !== undefined && facts.confirmedByHand.has(object.lineId);
    return byHand ? driftOf(object, object.naturalKey, seen) : [];
  });
}

/** What was applied, in the fields that still exist. */
function knownFields(object: DesiredObject, { applied }: ManagedRecord): Record<string, DesiredValue> {
  return Object.fromEntries(Object.entries(applied).filter(([field]) => field in object.fields));
}

function driftOf(object: DesiredObject, remoteId: string, seen: ObservedObject | undefined): DriftFinding[] {
  const { lineId, system, kind, name } = object;
  const about = { lineId, system, kind, name, remoteId };
  if (!seen) return [{ ...about, field: "", expected: remoteId, found: null }];
  // A refusal without fields says that the place is taken or unusable; its sentence is what was found.
  if (seen.refusal && Object.keys(seen.fields).length === 0) {
    return [{ ...about, field: "", expected: remoteId, found: seen.refusal }];
  }
  return diffFields(object, seen)
    .filter((field) => field.changed && !field.secret && !field.knownAfterApply)
    .map(({ name: field, from, to }) => ({ ...about, field, expected: to, found: from }));
}

/** True when what was ignored is still what is found. */
export const isSameFinding = (a: { found: unknown }, b: { found: unknown }): boolean =>
  canonical(a.found ?? null) === canonical(b.found ?? null);
