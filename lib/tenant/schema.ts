import * as z from "zod";
import { type ListPage, searchText } from "#lib/api/schema.ts";
import type { AsOf } from "#lib/connections/schema.ts";

/** Rows per page of every list that a tenant feeds: one call to CXone. */
export const TENANT_PAGE = 50;

const offset = z
  .string()
  .regex(/^\d{1,7}$/, { error: "This is no place in the list." })
  .transform(Number)
  .optional();

/** What every list of a tenant's objects is asked; the cursors are offsets. Each list adds its filters. */
export const tenantQuery = z.strictObject({
  q: searchText,
  older: offset,
  newer: offset,
});

/** `name` or, descending, `-name`. */
export const sortBy = <Field extends string>(...fields: readonly [Field, ...Field[]]) =>
  z
    .enum(fields.flatMap((field): [Field, `-${Field}`] => [field, `-${field}`]) as [Field | `-${Field}`])
    .transform((text) => ({ by: text.replace(/^-/, "") as Field, descending: text.startsWith("-") }))
    .optional();

/** `yes` or `no` in a query as true or false. */
export const yesNo = z
  .enum(["yes", "no"])
  .transform((word) => word === "yes")
  .optional();

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.output<typeof fieldValue>;

/** What a form was opened with; sent back with a change, so that nobody's change is overwritten unseen. */
export const loadedObject = z.strictObject({
  readAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  fields: z.record(z.string(), fieldValue),
});
export type LoadedObject = z.output<typeof loadedObject>;

/** The id of an object of a tenant, as it stands in an address. */
export const tenantId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** A page of a list that a tenant feeds. */
export type TenantPage<Item> = ListPage<Item> & {
  /** How many there are in all; null when CXone does not say. */
  total: number | null;
  /** Place of the first row, from 0. */
  from: number;
  asOf: string;
  stale: AsOf<unknown>["stale"];
  /** Sentences on what CXone left aside: a search, an order. */
  remarks: readonly string[];
};

/** A connection as pages of a tenant need it. */
export type TenantChoice = { id: string; name: string; environment: "sandbox" | "live" };

/** What became of one row of a bulk action (F-35). */
export type RowResult = {
  id: number;
  /** `unknown`: no answer came, and what CXone shows now does not tell either. */
  state: "done" | "failed" | "unknown";
  /** Why, in CXone's words. */
  reason: string;
};

/** One choice of a picker that is fed by CXone. */
export type PickerOption = { id: number; label: string; hint: string | null; disabled: boolean };
