import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { Role } from "#lib/auth/schema.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { type TenantChoice, tenantId } from "./schema.ts";

/**
 * The connections to CXone by name, and the one that the address asks for: the first when it asks for none. Throws
 * `not_found`, and `bad_request` for one of another product, which has none of these objects. `roles` may ask: what is kept here
 * of a tenant has other readers than what CXone answers.
 */
export async function getTenants(
  ctx: Ctx,
  wanted: string | string[] | undefined,
  roles: readonly Role[] = ["admin", "operator"],
): Promise<{ tenants: TenantChoice[]; chosen: TenantChoice | null }> {
  requireRole(ctx, ...roles);
  const rows = await db().connection.findMany({
    where: { kind: "cxone" },
    orderBy: { name: "asc" },
    select: { id: true, name: true, environment: true },
  });
  const tenants = rows.map(
    ({ id, name, environment }): TenantChoice => ({
      id,
      name,
      environment: environment === "sandbox" ? "sandbox" : "live",
    }),
  );
  const chosen = wanted ? tenants.find(({ id }) => id === wanted) : tenants[0];
  // What is no tenant of CXone is either gone or of another product: loading it says which.
  if (wanted && !chosen) await loadCxoneConnection(String(wanted));
  return { tenants, chosen: chosen ?? null };
}

/**
 * What a tenant says, or the problem when it does not answer and nothing is known from before: for pages that are to
 * stand in any case. Refusals of ours are thrown on.
 */
export async function reachable<Value>(
  read: () => Promise<Value>,
): Promise<
  { ok: true; value: Value } | { ok: false; problem: { title: string; detail: string; fix: string } }
> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (!(error instanceof AppError) || !/^upstream/.test(error.code)) throw error;
    const {
      title = "CXone did not answer",
      detail = error.message,
      fix = "Try again in a moment.",
    } = error.options;
    return { ok: false, problem: { title, detail, fix } };
  }
}

/** The id of an object out of the address of its page; throws `not_found` for what is no id. */
export function readTenantId(text: string): number {
  const parsed = tenantId.safeParse(text);
  if (!parsed.success) throw new AppError("not_found", { detail: "This is no id of CXone." });
  return parsed.data;
}
