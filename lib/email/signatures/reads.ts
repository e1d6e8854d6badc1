import "server-only";
import { type NamedLike, namedLike } from "#lib/api/named-like.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { loadSignature, viewSignature, WITH_PEOPLE } from "./load-signature.ts";
import { coverageCsv, findPeople, isAsAttested, signatureSubject } from "./mapping.ts";
import { readAssigned, readPeople } from "./read-people.ts";
import type {
  Coverage,
  CoverageQuery,
  CoverageRow,
  FoundPeople,
  Person,
  SignatureListItem,
  SignatureView,
} from "./schema.ts";

const PAGE = 50;
/** A tenant has a handful of signatures. */
const MOST = 500;

/** One signature as it is now, also a deleted one; throws `not_found`. */
export async function getSignature(ctx: Ctx, id: string): Promise<SignatureView> {
  requireRole(ctx, "admin", "operator", "auditor");
  return loadSignature(id);
}

/** Signatures by name, with how many people have each and how what is in CXone stands. */
export async function listSignatures(
  ctx: Ctx,
  query: NamedLike = {},
): Promise<{ items: SignatureListItem[] }> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().emailSignature.findMany({
    where: { deletedAt: null, ...namedLike(query) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST,
    include: WITH_PEOPLE,
  });
  const said = await attestationsOf(rows.map(({ id }) => signatureSubject(id)));
  return {
    items: rows.map((row): SignatureListItem => {
      const view = viewSignature(row, said.get(signatureSubject(row.id)), new Map());
      const { id, connection, name, plain, html, people, version, updatedAt, attested } = view;
      return {
        id,
        connection,
        name,
        kinds: [...(plain ? (["plain"] as const) : []), ...(html ? (["html"] as const) : [])],
        people: people.length,
        version,
        updatedAt,
        inCxone: attested ? (isAsAttested(attested) ? "same" : "differs") : "unsaid",
      };
    }),
  };
}

/** The people whom a pasted list of names, addresses or ids means. */
export async function findListed(
  ctx: Ctx,
  { connectionId, text }: { connectionId: string; text: string },
): Promise<FoundPeople> {
  requireRole(ctx, "admin", "operator");
  return findPeople(text, (await readPeople(ctx, connectionId)).value);
}

/** One person of the tenant, for a signature as that person sends it; null where CXone has nobody with the id. */
export async function getPerson(ctx: Ctx, connectionId: string, agentId: number): Promise<Person | null> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { value } = await readPeople(ctx, connectionId);
  return value.find((person) => person.agentId === agentId) ?? null;
}

/** Every agent of a tenant with the signature they have, or that they have none, or that they are inactive; 50 on a page. */
export async function getCoverage(ctx: Ctx, connectionId: string, query: CoverageQuery): Promise<Coverage> {
  requireRole(ctx, "admin", "operator", "auditor");
  await loadCxoneConnection(connectionId);
  const { rows, asOf, stale } = await readCoverage(ctx, connectionId);
  const counts = { has: 0, none: 0, inactive: 0 };
  for (const { state } of rows) counts[state] += 1;
  const found = filterCoverage(rows, query);
  const from = (query.page - 1) * PAGE;
  return {
    items: found.slice(from, from + PAGE),
    counts,
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / PAGE)),
    asOf,
    stale,
  };
}

/** What is filtered, whole, as CSV. */
export async function exportCoverage(ctx: Ctx, connectionId: string, query: CoverageQuery): Promise<string> {
  requireRole(ctx, "admin", "operator", "auditor");
  await loadCxoneConnection(connectionId);
  return coverageCsv(filterCoverage((await readCoverage(ctx, connectionId)).rows, query));
}

async function readCoverage(ctx: Ctx, connectionId: string) {
  const { value, asOf, stale } = await readPeople(ctx, connectionId);
  const had = await readAssigned(connectionId);
  const rows = value.map(({ agentId, name, email, teamName, active }): CoverageRow => {
    const signature = had.get(agentId) ?? null;
    return {
      agentId,
      name,
      email,
      teamName,
      state: active ? (signature ? "has" : "none") : "inactive",
      signature,
    };
  });
  return { rows, asOf, stale };
}

function filterCoverage(
  rows: readonly CoverageRow[],
  { state, signature, search }: CoverageQuery,
): CoverageRow[] {
  const wanted = search?.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (!state || row.state === state) &&
      (!signature || row.signature?.id === signature) &&
      (!wanted || `${row.name} ${row.email} ${row.teamName} ${row.agentId}`.toLowerCase().includes(wanted)),
  );
}
