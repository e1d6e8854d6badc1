import * as z from "zod";
import { commaList, moment, pageLimit, searchText } from "#lib/api/schema.ts";
import type { AuditResult } from "./mapping.ts";

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A row's time and number: its primary key and the cursor of the page beside it. */
export type AuditKey = { at: Date; seq: number };

/** `1763719402123-17`; what the schema below reads. */
export const formatAuditKey = ({ at, seq }: AuditKey) => `${at.getTime()}-${seq}`;

const auditKeySchema = z
  .string()
  .regex(/^\d{1,14}-\d{1,15}$/, { error: "This is no place in the audit log." })
  .transform((text): AuditKey => {
    const [at, number] = text.split("-").map(Number);
    return { at: new Date(at ?? 0), seq: number ?? 0 };
  });

const filters = {
  q: searchText,
  actor: commaList(z.string().max(200)),
  action: commaList(z.string().max(100)),
  object: commaList(z.string().max(200)),
  ip: commaList(z.string().max(64)),
  request: commaList(z.string().max(100)),
  from: moment,
  to: moment,
};

/**
 * What may be asked of the audit log. `q` are words of a row, its values before and after among them; a word may be the
 * beginning of one. `object` is either whole (`connection:con_…`) or a kind (`connection`).
 */
export const auditQuerySchema = z.object({
  ...filters,
  older: auditKeySchema.optional(),
  newer: auditKeySchema.optional(),
  limit: pageLimit,
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** The same filters for a file; who asks for all time says so by leaving both ends open. */
export const auditExportSchema = z.object({ ...filters, format: z.enum(["csv", "jsonl"]).default("csv") });
export type AuditExportQuery = z.infer<typeof auditExportSchema>;
export type AuditFiltersAsked = Omit<AuditExportQuery, "format">;

/** Names a row in an address. */
export const auditSeqSchema = seq.min(1);

/** A row of the audit log, as lists show it. */
export type AuditView = {
  /** 1 for the first row ever; without gaps. */
  seq: number;
  /** ISO 8601. */
  at: string;
  actor: { kind: string; id: string; name: string };
  /** `connection.created` */
  action: string;
  /** `connection:con_…` */
  object: string;
  requestId: string;
  ip: string | null;
  result: AuditResult;
};

/** The same with what changed (secrets are fingerprints or masked since they were written) and its place in the chain. */
export type AuditDetail = AuditView & {
  before: unknown;
  after: unknown;
  /** Why, in the words of who did it. */
  reason: string | null;
  /** Other rows of the same request, newest first; the first ten. */
  related: AuditView[];
  /** SHA-256 in hex; covers the row and the hash before it. */
  hash: string;
  prevHash: string;
};

/** What the filters offer. */
export type AuditFilters = {
  actors: { id: string; name: string }[];
  actions: string[];
  objectKinds: string[];
  ips: string[];
};

/**
 * Something wrong with the chain. `rewritten`: it differs from what was anchored; `cut_off`: rows are missing at its end;
 * the rest are of the file of anchors.
 */
export type AuditDamage = {
  kind:
    | "changed"
    | "missing"
    | "extra"
    | "cut_off"
    | "rewritten"
    | "anchor_missing"
    | "anchor_older"
    | "anchor_unreadable";
  /** The first row concerned; null when it is none. */
  seq: number | null;
  /** A part of a sentence: "row 3 (skill.changed) was changed after it was written". */
  problem: string;
  /** The row as it stands there now. */
  row: {
    seq: number;
    at: string;
    actorName: string;
    action: string;
    object: string;
    before: unknown;
    after: unknown;
    hash: string;
  } | null;
};

/** How far the chain is anchored outside the database. */
export type AuditAnchor = {
  seq: number;
  at: string;
  /** When the first anchor of the file was written: rows cut off before that moment would not be seen. */
  since: string;
  /** Up to where another file had come that is gone; this one was begun anew. */
  lost: { seq: number; at: string } | null;
};

/** What a walk along the whole chain found. */
export type ChainVerdict = {
  ok: boolean;
  /** Rows walked. */
  rows: number;
  /** Hash of the last row walked. */
  head: string;
  /** In the order of the walk; the first ten. */
  damages: AuditDamage[];
  /** Null before the first anchor. */
  anchor: AuditAnchor | null;
};

export type AuditVerdict = ChainVerdict & { checkedAt: string };

/** The walk that is under way, if one is, and what the last one found. */
export type AuditCheck = {
  running: { rows: number; total: number; startedAt: string } | null;
  verdict: AuditVerdict | null;
};
