import * as z from "zod";
import { commaList, moment, pageLimit, searchText } from "#lib/api/schema.ts";

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * What may be asked of the audit log. `q` is a request id, or a part of an object, an action or a name. `object` is
 * either whole (`connection:con_…`) or a kind (`connection`).
 */
export const auditQuerySchema = z.object({
  q: searchText,
  actor: commaList(z.string().max(200)),
  action: commaList(z.string().max(100)),
  object: commaList(z.string().max(200)),
  from: moment,
  to: moment,
  older: seq.optional(),
  newer: seq.optional(),
  limit: pageLimit,
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

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
};

/** The same with what changed (secrets are fingerprints or masked since they were written) and its place in the chain. */
export type AuditDetail = AuditView & {
  before: unknown;
  after: unknown;
  /** SHA-256 in hex; covers the row and the hash before it. */
  hash: string;
  prevHash: string;
};

/** What the filters offer. */
export type AuditFilters = {
  actors: { id: string; name: string }[];
  actions: string[];
  objectKinds: string[];
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
