import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Connection, CredentialOverlap } from "#lib/db/generated/client.ts";
import { previousOf, type SecretView } from "#lib/vault/schema.ts";
import { viewSecrets } from "#lib/vault/secrets.ts";
import { SECRET_OF } from "./credentials.ts";
import type { CredentialKind } from "./cxone/schema.ts";
import { readHealthFacts } from "./health-facts.ts";
import { secretFieldsOf } from "./kept-secrets.ts";
import type { ConnectionView, CxoneConnectionView, NamedFailure, OverlapView } from "./schema.ts";
import { type HealthFacts, healthOf } from "./state.ts";
import { loadConnection, parseConnection, subjectOf, wrongKind } from "./stored-connection.ts";

const NAMED = { select: { id: true, name: true }, orderBy: { name: "asc" as const } };
const WITH_DEPENDENTS = { handovers: NAMED, policies: { ...NAMED, where: { archivedAt: null } } };
type Named = { id: string; name: string };
type Row = Connection & { handovers: Named[]; policies: Named[] };

/** All connections by name. There are few, one per tenant, so they come at once. */
export async function listConnections(ctx: Ctx): Promise<ConnectionView[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().connection.findMany({ orderBy: { name: "asc" }, include: WITH_DEPENDENTS });
  return viewAll(rows, ctx.now());
}

/** One connection; throws `not_found`. */
export async function getConnection(ctx: Ctx, id: string): Promise<ConnectionView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().connection.findUnique({ where: { id }, include: WITH_DEPENDENTS });
  const [found] = row ? await viewAll([row], ctx.now()) : [];
  if (found) return found;
  await loadConnection(id);
  throw new Error("A connection that can be loaded can be viewed");
}

/** The same of one that must be of CXone: throws `bad_request` for another kind. */
export async function getCxoneConnection(ctx: Ctx, id: string): Promise<CxoneConnectionView> {
  const connection = await getConnection(ctx, id);
  if (connection.kind === "cxone") return connection;
  throw wrongKind(connection, "cxone");
}

async function viewAll(rows: readonly Row[], now: Date): Promise<ConnectionView[]> {
  const facts = await readHealthFacts(rows.map(parseConnection), now);
  const overlaps = await db().credentialOverlap.findMany({
    where: { subject: { in: rows.map(({ id }) => subjectOf(id)) } },
    orderBy: { kind: "asc" },
  });
  return Promise.all(
    rows.map((row) => {
      const own = overlaps.filter(({ subject }) => subject === subjectOf(row.id));
      return view(row, facts.get(row.id), own, now);
    }),
  );
}

async function view(
  row: Row,
  facts: HealthFacts | undefined,
  overlaps: readonly CredentialOverlap[],
  now: Date,
): Promise<ConnectionView> {
  const { kind, settings, tenant } = parseConnection(row);
  const fields = secretFieldsOf(kind);
  const secrets = await viewSecrets(db(), subjectOf(row.id), [...fields, ...fields.map(previousOf)]);
  return {
    id: row.id,
    name: row.name,
    kind,
    environment: row.environment === "sandbox" ? "sandbox" : "live",
    version: row.version,
    settings,
    secrets: Object.fromEntries(fields.map((field) => [field, secrets[field]])),
    tenant,
    lastCheckAt: row.lastCheckAt?.toISOString() ?? null,
    lastOkAt: row.lastOkAt?.toISOString() ?? null,
    lastError: viewFailure(row.lastError),
    health: facts ? healthOf(facts, now) : { state: "unknown", reasons: [] },
    overlaps: overlaps.map((overlap) =>
      viewOverlap(overlap, secrets[previousOf(SECRET_OF[overlap.kind as CredentialKind])]),
    ),
    handovers: row.handovers,
    transferPolicies: row.policies,
    createdAt: row.createdAt.toISOString(),
    // Kind, settings, secrets and tenant come of one row: together they are a view of that kind.
  } as ConnectionView;
}

function viewOverlap(overlap: CredentialOverlap, secret: SecretView): OverlapView {
  return {
    kind: overlap.kind as CredentialKind,
    oldId: overlap.oldId,
    secret,
    startedAt: overlap.startedAt.toISOString(),
    startedBy: overlap.startedBy,
    retireAt: overlap.retireAt?.toISOString() ?? null,
    oldUsedAt: overlap.oldUsedAt?.toISOString() ?? null,
    fallingBackSince: overlap.fallingBackSince?.toISOString() ?? null,
  };
}

/** A failure as it was kept; older rows lack its name. */
export function viewFailure(kept: unknown): NamedFailure | null {
  const failure = kept as Partial<NamedFailure> | null;
  if (!failure?.message) return null;
  return {
    title: failure.title ?? "The last check failed",
    message: failure.message,
    fix: failure.fix ?? "",
    at: failure.at ?? "",
    code: failure.code ?? null,
    requestLogId: failure.requestLogId ?? null,
  };
}
