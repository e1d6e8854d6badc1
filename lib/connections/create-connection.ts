import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { environmentOf } from "./environment.ts";
import { homeOf, tryDraft } from "./kinds.ts";
import { getConnection } from "./reads.ts";
import { refuseMissingSecrets, refuseUncheckable } from "./refusals.ts";
import type { ConnectionView, ParsedConnectionInput } from "./schema.ts";
import { storeSecrets } from "./store-credentials.ts";
import { subjectOf } from "./stored-connection.ts";

/**
 * Connects a tenant: the credentials are tried first and kept only if they work (H-12 to H-18, E-10, E-60). Throws
 * `bad_input` with the sentence at its field, `name_taken`.
 */
export async function createConnection(ctx: Ctx, input: ParsedConnectionInput): Promise<ConnectionView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { kind, name, settings, secrets } = input;
  refuseMissingSecrets(input, secrets);
  await refuseTakenName(name);
  const report = await tryDraft(input, secrets, { requestId: ctx.requestId });
  if (!report.ok) throw refuseUncheckable(kind, report);
  const id = newId("con");
  const environment = await environmentOf(homeOf(input));
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    const tenant = report.tenant ?? undefined;
    const row = {
      id,
      kind,
      name,
      environment,
      settings,
      createdAt: now,
      lastCheckAt: now,
      lastOkAt: now,
      lastChecks: report.checks,
    };
    await tx.connection.create({ data: tenant ? { ...row, tenant } : row });
    const fingerprints = await storeSecrets(tx, id, secrets, input.expiries, now);
    const after = { kind, name, environment, ...settings, ...fingerprints };
    await writeAudit(tx, ctx, { action: "connection.created", object: subjectOf(id), after });
  });
  return getConnection(ctx, id);
}

export async function refuseTakenName(name: string, exceptId?: string): Promise<void> {
  const other = await db().connection.findUnique({ where: { name } });
  if (other && other.id !== exceptId) {
    throw new AppError("name_taken", {
      fields: { name: `There is already a connection called ${name}. Choose another name.` },
    });
  }
}
