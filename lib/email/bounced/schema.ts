import * as z from "zod";
import { commaList, pageLimit, searchText } from "#lib/api/schema.ts";
import { headerText, mailAddress } from "../schema.ts";

/** Why an address is not written to any more: by a mail of ours, or as somebody reported it (M-31). */
export const BOUNCE_REASONS = ["no_tls", "refused", "unknown_mailbox", "reported"] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** The place of a row in the list: its time and its key. */
const CURSOR = /^(\d{1,15})~([\w-]{1,100})~(.{1,254})$/;
const cursor = z
  .string()
  .regex(CURSOR, { error: "This is no place in the list." })
  .transform((text) => {
    const [, at = "", connectionId = "", address = ""] = CURSOR.exec(text) ?? [];
    return { at: new Date(Number(at)), connectionId, address };
  })
  .optional();

const asked = {
  q: searchText,
  connection: commaList(z.string().max(100)),
  reason: commaList(z.enum(BOUNCE_REASONS)),
};

export const bouncedQuery = z.object({ ...asked, older: cursor, newer: cursor, limit: pageLimit });
export type BouncedQuery = z.output<typeof bouncedQuery>;

export const bouncedExport = z.object({ ...asked, format: z.enum(["csv", "jsonl"]).default("csv") });
export type BouncedExport = z.output<typeof bouncedExport>;

const connectionId = z.string().min(1, { error: "Choose a connection." }).max(100);
const address = mailAddress.transform((text) => text.toLowerCase());

/** An address that somebody reports as bounced, out of CXone or a bounce message. */
export const reportInput = z.strictObject({
  connectionId,
  address,
  detail: headerText("The remark", 500).default(""),
});
export type ReportForm = z.input<typeof reportInput>;
export type ReportInput = z.output<typeof reportInput>;

export const bouncedKey = z.object({ connectionId, address });
export type BouncedKey = z.output<typeof bouncedKey>;

export type BouncedView = {
  connection: { id: string; name: string };
  address: string;
  reason: BounceReason;
  detail: string;
  /** The mail that bounced, when it was one of ours. */
  mailId: string | null;
  /** ISO 8601, UTC. */
  at: string;
};
