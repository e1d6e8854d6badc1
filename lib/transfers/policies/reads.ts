import "server-only";
import { namedLike } from "#lib/api/named-like.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { pageOfVersions } from "#lib/versions/mapping.ts";
import type { VersionPage } from "#lib/versions/schema.ts";
import { getTransfer } from "../reads.ts";
import type { PolicyBody } from "../schema.ts";
import { caseCounts } from "./cases/reads.ts";
import { loadPolicy, viewPolicy, WITH_CONNECTION } from "./load-policy.ts";
import { changesBetween, nameOfTarget, type PolicyContent } from "./mapping.ts";
import type {
  FailingCase,
  PolicyListItem,
  PolicyQuery,
  PolicyView,
  Replay,
  VersionView,
  VoiceConnection,
} from "./schema.ts";
import { VOICE_KINDS, voiceConnectionOf } from "./voice-connection.ts";

const PAGE = 50;
const DAY_MS = 86_400_000;
/** Counting stops there: a busy policy's number would cost more than it tells. */
const COUNTED = 1_000;

/** One policy as it is now; throws `not_found`. */
export async function getPolicy(ctx: Ctx, id: string): Promise<PolicyView> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  return loadPolicy(id);
}

/** Policies by name, in pages: `next` is the cursor of the next one, null at the end. */
export async function listPolicies(
  ctx: Ctx,
  { search, connection, archived = false, cursor, limit = PAGE }: PolicyQuery = {},
): Promise<{ items: PolicyListItem[]; next: string | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().transferPolicy.findMany({
    where: {
      archivedAt: archived ? { not: null } : null,
      ...namedLike({ connection, search }),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    include: WITH_CONNECTION,
  });
  const page = rows.slice(0, limit).map(viewPolicy);
  const [cases, transfers] = await Promise.all([
    caseCounts(page),
    countTransfers(
      page.map(({ id }) => id),
      new Date(ctx.now().getTime() - DAY_MS),
    ),
  ]);
  const items = page.map(({ body, ...policy }): PolicyListItem => {
    const [first] = body.routes;
    const count = transfers.get(policy.id) ?? 0;
    return {
      ...policy,
      firstTarget: first ? nameOfTarget(first) : "",
      fallbacks: body.routes.length - 1,
      voicemail: nameOfTarget(body.voicemail),
      cases: cases.get(policy.id) ?? { total: 0, passed: 0 },
      transfers: { count: Math.min(count, COUNTED), more: count > COUNTED },
    };
  });
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Transfers that ended since, by policy; each count stops one after `COUNTED`. */
async function countTransfers(ids: readonly string[], since: Date): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db().$queryRaw<{ id: string; count: number }[]>`
    SELECT policy.id, counted.count::int AS count
    FROM unnest(${[...ids]}::text[]) AS policy(id),
      LATERAL (SELECT count(*) FROM (
        SELECT 1 FROM transfer WHERE policy_id = policy.id AND at >= ${since} LIMIT ${COUNTED + 1}
      ) AS ended) AS counted(count)`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The versions of a policy, newest first, each with what it changed; `before` goes on below a version. */
export async function listVersions(
  ctx: Ctx,
  id: string,
  { before }: { before?: number | undefined } = {},
): Promise<VersionPage<VersionView>> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  await loadPolicy(id);
  const rows = await db().transferPolicyVersion.findMany({
    where: { policyId: id, ...(before ? { version: { lt: before } } : {}) },
    orderBy: { version: "desc" },
    take: PAGE + 1,
  });
  return pageOfVersions(rows, PAGE, (row, older) => ({
    version: row.version,
    by: row.actorName,
    at: row.at.toISOString(),
    note: row.note,
    name: row.name,
    changes: older && changesBetween(contentOf(older), contentOf(row)),
    failing: row.failing as FailingCase[],
  }));
}

/** What a policy was at a version; throws `not_found`. */
export async function getVersion(ctx: Ctx, id: string, version: number): Promise<PolicyContent> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const row = await db().transferPolicyVersion.findUnique({
    where: { policyId_version: { policyId: id, version } },
  });
  if (!row) throw new AppError("not_found", { detail: `There is no version ${version} of this policy.` });
  return contentOf(row);
}

const contentOf = (row: { name: string; description: string; body: unknown }): PolicyContent => ({
  name: row.name,
  description: row.description,
  body: row.body as PolicyBody,
});

/** A transfer as the simulator tries it again; throws `not_found`. */
export async function getReplay(ctx: Ctx, transferId: string): Promise<Replay> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const { id, dialect, callId, policy, timeline, outcome, target } = await getTransfer(ctx, transferId);
  const { name, version, body } = policy;
  return { id, dialect, callId, policy: { name, version, body }, timeline, outcome, target };
}

/** The connections that can transfer calls, by name. */
export async function listVoiceConnections(ctx: Ctx): Promise<VoiceConnection[]> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().connection.findMany({
    where: { kind: { in: [...VOICE_KINDS] } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, kind: true, environment: true },
  });
  return rows.flatMap((row) => voiceConnectionOf(row) ?? []);
}
