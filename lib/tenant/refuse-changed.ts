import "server-only";
import { changedMeanwhile, whoChanged } from "#lib/audit/who-changed.ts";
import { AppError } from "#lib/errors.ts";
import type { FieldValue, LoadedObject } from "./schema.ts";

type Fields = Readonly<Record<string, FieldValue>>;

/** Nothing, no and zero are the same to CXone: which of them an untouched field reads as differs by tenant. */
const plain = (value: FieldValue | undefined): FieldValue => value || null;
const same = (a: FieldValue | undefined, b: FieldValue | undefined) => plain(a) === plain(b);

/**
 * Throws `conflict` when the object is no longer as the form was opened with: who changed what, if it was done here; if in
 * CXone itself, which fields differ. CXone has no versions, so the fields are compared just before the write.
 */
export async function refuseChanged(
  object: string,
  loaded: LoadedObject,
  now: Fields,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const differing = Object.keys(now).filter(
    (field) => field in loaded.fields && !same(loaded.fields[field], now[field]),
  );
  if (differing.length === 0) return;
  if (await whoChanged(object, loaded.readAt)) throw await changedMeanwhile(object, loaded.readAt);
  const what = differing.map(
    (field) => `${names[field] ?? field} from ${shown(loaded.fields[field])} to ${shown(now[field])}`,
  );
  throw new AppError("conflict", {
    title: "It was changed in CXone in the meantime",
    detail: `Somebody changed it in CXone after you opened it: ${what.join("; ")}.`,
    fix: "What you typed is still here. Reload to see the change, then repeat yours.",
  });
}

/** The fields of `wanted` that differ from what is; what is undefined or null in it is left as it is. */
export function changedFields<Wanted extends object>(wanted: Wanted, now: Fields): Partial<Wanted> {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => value !== undefined && value !== null && !same(value as FieldValue, now[field]),
    ),
  ) as Partial<Wanted>;
}

/** The names of fields that were asked for and are not so afterwards. */
export function notKept(
  wanted: Readonly<Record<string, unknown>>,
  now: Fields,
  names: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(wanted)
    .filter(([field, value]) => value !== undefined && field in now && !same(value as FieldValue, now[field]))
    .map(([field]) => names[field] ?? field);
}

function shown(value: FieldValue | undefined): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return plain(value) === null ? "nothing" : `“${String(value)}”`;
}
