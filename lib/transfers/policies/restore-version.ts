import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { loadPolicy } from "./load-policy.ts";
import { getPolicy } from "./reads.ts";
import type { PolicyView, RestoreInput } from "./schema.ts";
import { saveVersion } from "./update-policy.ts";
import { parseBody } from "./write-version.ts";

/**
 * Makes an old version the newest one again, as a version of its own: nothing between is lost. `input.version` is the
 * current one as the page knows it. Throws `not_found`, `conflict` as for any change.
 */
export async function restoreVersion(
  ctx: Ctx,
  id: string,
  wanted: number,
  { version, allowFailingCases }: RestoreInput,
): Promise<PolicyView> {
  requireRole(ctx, "admin", "operator");
  const { dialect } = (await loadPolicy(id)).connection;
  const old = await db().transferPolicyVersion.findUnique({
    where: { policyId_version: { policyId: id, version: wanted } },
  });
  if (!old) throw new AppError("not_found", { detail: `There is no version ${wanted} of this policy.` });
  const { name, description } = old;
  await saveVersion(ctx, id, {
    version,
    content: { name, description, body: parseBody(dialect, old.body) },
    note: `Version ${wanted} restored`,
    allowFailingCases,
    action: "policy.restored",
  });
  return getPolicy(ctx, id);
}
