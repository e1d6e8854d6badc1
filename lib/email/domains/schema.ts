import * as z from "zod";
import { commaList, keptMoment, pageLimit, searchText } from "#lib/api/schema.ts";
import { openedVersion } from "#lib/versions/schema.ts";
import { domainName, headerText } from "../schema.ts";
import { keyOf, SES_REGIONS } from "./mapping.ts";
import { normaliseValue } from "./paste/mapping.ts";
import type { DomainState, Finding, ZoneFacts } from "./state.ts";

export const RECORD_KINDS = [
  "verification",
  "dkim",
  "inbound",
  "mail_from_mx",
  "mail_from_spf",
  "spf",
  "dmarc",
  "other",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** The whole name of a record, in lower case and without the period at its end. Labels may begin with an underscore. */
const recordName = z
  .string()
  .trim()
  .transform((text) => text.toLowerCase().replace(/\.$/, ""))
  .refine((text) => text.length <= 253 && text.split(".").every((label) => LABEL.test(label)), {
    error: "Enter the whole name of the record, such as _amazonses.example.com.",
  });

/** A record that the domain needs. Its value is empty until CXone has shown it. */
export const domainRecord = z
  .strictObject({
    kind: z.enum(RECORD_KINDS),
    type: z.enum(["TXT", "CNAME", "MX"]),
    name: recordName,
    /** TXT without quotes, its strings joined; MX as "10 host"; hosts without the period at their end. */
    value: headerText("The value", 2_000).default(""),
    /** Without a required one the domain is not verified; a recommended one only helps mail arrive. */
    need: z.enum(["required", "recommended"]),
  })
  // Typed by hand it is the same as pasted: DNS shows it so.
  .transform((record) => ({ ...record, value: normaliseValue(record.type, record.value) }));
export type DomainRecordForm = z.input<typeof domainRecord>;
export type DomainRecord = z.output<typeof domainRecord>;

const records = z
  .array(domainRecord)
  .max(30, { error: "At most 30 records." })
  .superRefine((all, issues) => {
    for (const [index, record] of all.entries()) {
      if (all.findIndex((one) => keyOf(one) === keyOf(record)) < index)
        issues.addIssue({
          code: "custom",
          path: [index, "name"],
          message: "The same record stands here twice.",
        });
    }
  });

export const MAX_PASTE = 50_000;
const pasted = z.string().max(MAX_PASTE, { error: "Paste at most 50,000 characters." });

/** A new domain; what was copied from CXone's page may come along. */
export const newDomainInput = z.strictObject({
  connectionId: z.string().min(1, { error: "Choose a connection." }).max(100),
  name: domainName,
  region: z.enum(SES_REGIONS, { error: "Choose the region of the tenant's SES." }),
  paste: pasted.default(""),
});
export type NewDomainForm = z.input<typeof newDomainInput>;
export type NewDomainInput = z.output<typeof newDomainInput>;

const version = openedVersion;

export const recordsInput = z.strictObject({ version, records });
export type RecordsInput = z.output<typeof recordsInput>;

/** No domain has waited since before. */
const EARLIEST_MS = Date.parse("2020-01-01T00:00:00Z");

/** SES began to look at this moment: it gives up 72 hours later. */
export const startInput = z.strictObject({
  version,
  startedAt: keptMoment.refine((at) => at.getTime() >= EARLIEST_MS, { error: "This lies too far back." }),
});
export type StartInput = z.output<typeof startInput>;

/** Somebody saw "verified" in CXone, or takes that back. */
export const sesSeenInput = z.strictObject({
  version,
  evidence: headerText("The evidence", 500).min(3, {
    error: "Say what CXone showed, such as: Verified domain lists example.com, ticket 4711.",
  }),
});
export type SesSeenInput = z.output<typeof sesSeenInput>;

export const DOMAIN_STATES = ["draft", "pending", "verified", "failed"] as const;

export const domainQuery = z.object({
  q: searchText,
  connection: commaList(z.string().max(100)),
  state: commaList(z.enum(DOMAIN_STATES)),
  older: z.string().max(100).optional(),
  newer: z.string().max(100).optional(),
  limit: pageLimit,
});
export type DomainQuery = z.output<typeof domainQuery>;

export type Attested = { by: string; at: string; evidence: string };

/** A record with what DNS showed at the last look; null before the first. */
export type RecordView = DomainRecord & { finding: Finding | null };

/** Times in ISO 8601, UTC. */
export type DomainView = {
  id: string;
  connection: { id: string; name: string };
  name: string;
  state: DomainState;
  /** A verified domain of which DNS does not show a required record any more. */
  isLosing: boolean;
  counts: { verified: number; required: number };
  startedAt: string | null;
  /** When SES gives up, 72 hours after the start. */
  givesUpAt: string | null;
  lookedAt: string | null;
  nextLookAt: string | null;
  sesVerified: Attested | null;
  version: number;
};

export type DomainDetail = DomainView & {
  records: RecordView[];
  zone: ZoneFacts | null;
  /** Email channels that send from it. */
  channels: { id: string; name: string }[];
};
