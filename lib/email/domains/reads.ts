import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { literally } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { givesUpAt, requiredFindings } from "./clock/state.ts";
import { keyOf } from "./mapping.ts";
import type { DomainDetail, DomainQuery, DomainView } from "./schema.ts";
import { parseDomain, type StoredDomain } from "./stored-domain.ts";

const connection = { select: { id: true, name: true } } as const;
type Named = { id: string; name: string };

/** Domains by name, in pages. `q` is a part of the name. */
export async function listDomains(ctx: Ctx, query: DomainQuery): Promise<ListPage<DomainView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { q, connection: connections, state, older, newer, limit } = query;
  const cursor = older ?? newer;
  const found = await db().emailDomain.findMany({
    where: {
      ...(q ? { name: { contains: literally(q.toLowerCase()) } } : {}),
      ...(connections ? { connectionId: { in: connections } } : {}),
      ...(state ? { state: { in: state } } : {}),
    },
    include: { connection },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: newer ? -(limit + 1) : limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  });
  const page = cutPage(found, limit, query, ({ id }) => id);
  return {
    items: page.rows.map((row) => view(parseDomain(row), row.connection)),
    newer: page.newer,
    older: page.older,
  };
}

/** One domain with its records and what DNS showed of each; throws `not_found`. */
export async function getDomain(ctx: Ctx, id: string): Promise<DomainDetail> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().emailDomain.findUnique({
    where: { id },
    include: { connection, channels: { select: { id: true, name: true }, orderBy: { name: "asc" } } },
  });
  if (!row) throw new AppError("not_found", { detail: "There is no such domain." });
  const domain = parseDomain(row);
  return {
    ...view(domain, row.connection),
    records: domain.records.map((record) => ({
      ...record,
      finding: domain.findings.find(({ key }) => key === keyOf(record)) ?? null,
    })),
    zone: domain.zone,
    channels: row.channels,
  };
}

function view(domain: StoredDomain, of: Named): DomainView {
  const required = requiredFindings(domain);
  const { id, name, state, startedAt, lookedAt, nextLookAt, sesVerified, version } = domain;
  return {
    id,
    connection: of,
    name,
    state,
    isLosing: state === "verified" && required.some(({ lostAt }) => lostAt !== null),
    counts: {
      verified: required.filter((found) => found.state === "verified").length,
      required: required.length,
    },
    startedAt: startedAt?.toISOString() ?? null,
    givesUpAt: startedAt && givesUpAt(startedAt).toISOString(),
    lookedAt: lookedAt?.toISOString() ?? null,
    nextLookAt: nextLookAt?.toISOString() ?? null,
    sesVerified,
    version,
  };
}
