import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import type { AuditEntry } from "#lib/db/generated/client.ts";
import { type Log, type LogPlace, readLogPage } from "#lib/db/log-page.ts";
import { AppError } from "#lib/errors.ts";
import { conditionsOf, readableBy } from "./conditions.ts";
import { resultOf } from "./mapping.ts";
import {
  type AuditDetail,
  type AuditFilters,
  type AuditKey,
  type AuditQuery,
  type AuditView,
  formatAuditKey,
} from "./schema.ts";

const LOG: Log = {
  table: "audit_entry",
  tie: "seq",
  columns: [
    "seq",
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "action",
    "object",
    "request_id",
    "ip",
    "result",
  ],
};
/** Actors, actions and kinds of objects are offered as filters when they are among this many of the newest rows. */
const RECENT_ROWS = 2_000;
const RELATED_ROWS = 10;
/** Jobs may do a part of a request later. */
const DAY_MS = 86_400_000;

/** What was done, newest first, in pages by time and number. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<ListPage<AuditView>> {
  const match = [...readableBy(ctx), ...conditionsOf(query)];
  const { older, newer, from, to, limit } = query;
  const place = (key: AuditKey | undefined): LogPlace | undefined => key && { at: key.at, tie: key.seq };
  const question = { older: place(older), newer: place(newer), from, to, match, limit: limit + 1 };
  const rows = await readLogPage<ListedRow>(LOG, question);
  const page = cutPage(rows, limit, query, formatAuditKey);
  return {
    items: page.rows.map(viewRow),
    newer: page.newer ?? (older ? formatAuditKey(older) : null),
    older: page.older ?? (newer ? formatAuditKey(newer) : null),
  };
}

/** One row with what changed and what else its request did; throws `not_found`, also for what is not the reader's. */
export async function getAuditEntry(ctx: Ctx, seq: number): Promise<AuditDetail> {
  const readable = readableBy(ctx);
  const row = await db().auditEntry.findFirst({ where: { seq } });
  if (!row || (readable.length > 0 && !isOwn(ctx, row.actorId))) {
    throw new AppError("not_found", { detail: "There is no such row in the audit log." });
  }
  const { before, after, hash, prevHash, reason, requestId } = row;
  const match = [...readable, ...conditionsOf({ request: [requestId] })];
  const [from, to] = [-1, 1].map((days) => new Date(row.at.getTime() + days * DAY_MS));
  const related = await readLogPage<ListedRow>(LOG, { match, from, to, limit: RELATED_ROWS + 1 });
  return {
    ...view(row),
    before,
    after,
    reason,
    related: related
      .filter((other) => Number(other.seq) !== seq)
      .slice(0, RELATED_ROWS)
      .map(viewRow),
    hash: hex(hash),
    prevHash: hex(prevHash),
  };
}

/** What the filters of the list offer. */
export async function getAuditFilters(ctx: Ctx): Promise<AuditFilters> {
  const recent = await readLogPage<ListedRow>(LOG, { match: readableBy(ctx), limit: RECENT_ROWS });
  // Of somebody renamed, the newest name stays: it comes first, and a Map keeps the place but takes the last value.
  const actors = new Map(recent.toReversed().map((row) => [row.actor_id, row.actor_name]));
  const distinct = (texts: string[]) => [...new Set(texts)].sort();
  return {
    actors: [...actors]
      .map(([id, name]) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name, "en")),
    actions: distinct(recent.map((row) => row.action)),
    objectKinds: distinct(recent.map((row) => row.object.split(":")[0] ?? "")),
    ips: distinct(recent.flatMap((row) => row.ip ?? [])),
  };
}

const isOwn = ({ actor }: Ctx, actorId: string) =>
  actorId === actor.id || actorId.endsWith(` for ${actor.id}`);

type ListedRow = {
  seq: number;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  object: string;
  request_id: string;
  ip: string | null;
  result: string | null;
};

const viewRow = ({ actor_kind, actor_id, actor_name, request_id, ...row }: ListedRow) =>
  view({ ...row, actorKind: actor_kind, actorId: actor_id, actorName: actor_name, requestId: request_id });

type Listed = Pick<
  AuditEntry,
  "at" | "actorKind" | "actorId" | "actorName" | "action" | "object" | "requestId" | "ip" | "result"
> & {
  seq: bigint | number;
};

function view(row: Listed): AuditView {
  return {
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    object: row.object,
    requestId: row.requestId,
    ip: row.ip,
    result: row.result === "refused" || row.result === "failed" ? row.result : resultOf(row.action),
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
