import * as z from "zod";
import { keptDay } from "#lib/api/schema.ts";

export const EXPIRY_GROUPS = ["overdue", "week", "month", "sixtyDays", "later", "unknown", "never"] as const;
export type ExpiryGroup = (typeof EXPIRY_GROUPS)[number];

/** Something that runs out, or may. */
export type ExpiryView = {
  /** `secret:connection:con_…/accessKeySecret`, `token:tok_…`, `deadline:…` */
  id: string;
  kind: "secret" | "overlap" | "apiToken" | "deadline";
  title: string;
  /** What happens then, and what to do before. */
  body: string;
  /** Where it is renewed: an address of the console. */
  link: string;
  /** ISO 8601 UTC; null when it never does, or nobody has said. */
  expiresAt: string | null;
  /** Of a deadline that a vendor gave as a month or a half-year, the last day it can mean stands in `expiresAt`. */
  precision: "day" | "month" | "half-year";
  group: ExpiryGroup;
  /** Where a vendor says so. */
  sourceUrl: string | null;
  /** The vault's name of it, when its date can be entered here. */
  secret: { subject: string; field: string } | null;
};

const SAY_WHEN = "Choose a date, or say that it does not expire.";

/** When a kept secret runs out. */
export const setExpirySchema = z.strictObject({
  subject: z.string().regex(/^(connection|handover|smtp):\w{1,80}$/, { error: "This names no secret." }),
  field: z.string().regex(/^\w{1,80}$/, { error: "This names no secret." }),
  expiry: z.union([keptDay(SAY_WHEN), z.literal("never")], { error: SAY_WHEN }),
});
export type SetExpiry = z.infer<typeof setExpirySchema>;
