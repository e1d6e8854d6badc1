import * as z from "zod";
import { commaList, pageLimit, searchText } from "#lib/api/schema.ts";
import { headerText, mailAddress } from "../schema.ts";

/** Told whenever the list of bounced addresses changed. */
export const BOUNCED_TOPIC = "bounced";

/** Why an address is not written to any more: by a mail of ours, or as somebody reported it (M-31). */
export const BOUNCE_REASONS = ["no_tls", "refused", "unknown_mailbox", "reported"] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** The place of a row in the list: its time and its key. */
const CURSOR = /^(\d{1,14})~([\w-]{1,100})~(.{1,254})$/;
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
  channel: commaList(z.string().max(100)),
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
  /** Whose mail it was; empty when that is not known. */
  channelId: z.string().max(100).default(""),
});
export type ReportForm = z.input<typeof reportInput>;
export type ReportInput = z.output<typeof reportInput>;

/** A delivery report as it came, or its fields alone (RFC 3464). */
export const deliveryReportInput = z.strictObject({
  connectionId,
  raw: z
    .string()
    .min(1, { error: "Paste the report." })
    .max(400_000, { error: "This is too long: paste the report without what it returns." }),
});
export type DeliveryReportInput = z.output<typeof deliveryReportInput>;

/** What a report came to. */
export type ReadReport = {
  stored: { address: string; status: string; title: string; fix: string }[];
  /** Recipients of whom it says something else than that the mail failed. */
  others: { address: string; action: string }[];
  channel: { id: string; name: string } | null;
  /** The mail of Patchbay that came back, when it was one. */
  mailId: string | null;
};

export const bouncedKey = z.object({ connectionId, address });
export type BouncedKey = z.output<typeof bouncedKey>;

export type BouncedView = {
  connection: { id: string; name: string };
  address: string;
  reason: BounceReason;
  detail: string;
  /** The mail that bounced, when it was one of ours. */
  mailId: string | null;
  /** Whose mail came back, where that is known. */
  channel: { id: string; name: string } | null;
  /** ISO 8601, UTC. */
  at: string;
};

/** A channel as filters and forms offer it. */
export type BouncedChannel = { id: string; name: string; connectionId: string };
