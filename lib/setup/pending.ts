import { canonical } from "./canonical.ts";
import type { PlanField } from "./plan.ts";
import type { PendingChange } from "./schema.ts";
import { type DesiredObject, type Json, type ManagedRecord, stepOfLine } from "./step.ts";

/**
 * What an apply would change because somebody edited the set-up since the last one: from our own records alone, so that
 * it can be told while the other side is down. Pure.
 */
export function pendingChanges(
  desired: readonly DesiredObject[],
  managed: readonly ManagedRecord[],
): PendingChange[] {
  if (managed.length === 0) return [];
  const records = new Map(managed.map((record) => [record.lineId, record]));
  const wanted = new Set(desired.map((object) => object.lineId));
  const edited = desired.flatMap((object): PendingChange[] => {
    if (object.manual !== undefined) return [];
    const own = records.get(object.lineId);
    const line = { lineId: object.lineId, stepId: stepOfLine(object.lineId) };
    if (!own)
      return [{ ...line, sentence: `${capital(object.kind)} ${object.name}: not applied yet`, fields: [] }];
    const fields = changedFields(object, own);
    return fields.length > 0 ? [{ ...line, sentence: `${capital(object.kind)} ${own.name}`, fields }] : [];
  });
  const leftOver = managed
    .filter((record) => record.ownership === "created" && !wanted.has(record.lineId))
    .map(({ lineId, kind, name }): PendingChange => {
      const sentence = `${capital(kind)} ${name}: no longer wanted, still there`;
      return { lineId, stepId: stepOfLine(lineId), sentence, fields: [] };
    });
  return [...edited, ...leftOver];
}

function changedFields(object: DesiredObject, { applied }: ManagedRecord): PlanField[] {
  return Object.entries(object.fields).flatMap(([name, to]): PlanField[] => {
    const from = applied[name];
    // A field that a newer release added was never applied; the next plan says whether it matters.
    if (from === undefined || object.onlyAtCreation?.includes(name)) return [];
    if (canonical(from) === canonical(to)) return [];
    return [{ name, from: shown(from), to: shown(to), changed: true }];
  });
}

const shown = (value: unknown): Json | null => (typeof value === "object" ? null : (value as Json));
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
