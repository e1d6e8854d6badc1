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

/** What a walk along the whole chain found. `seq` is the first row that is wrong. */
export type AuditVerdict = (
  | { ok: true; rows: number; head: string }
  | { ok: false; rows: number; seq: number; problem: string }
) & {
  /** The head that was last written outside the database; null before the first. */
  anchor: { seq: number; at: string } | null;
  checkedAt: string;
};
