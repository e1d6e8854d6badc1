import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { tokens } from "./client-for.ts";
import { egress } from "./egress.ts";
import { type Draft, mergeSecrets, neededSecrets, secretFieldsOf } from "./kept-secrets.ts";
import { originsOf, principalOf, tryDraft } from "./kinds.ts";
import { readSecrets } from "./read-secrets.ts";
import { getConnection } from "./reads.ts";
import { noteRecovered } from "./record-check.ts";
import { refuseMissingSecrets, refuseOtherTenant, refuseUncheckable } from "./refusals.ts";
import type { ConnectionView, ParsedReauthorise } from "./schema.ts";
import { endTokens, storeSecrets } from "./store-credentials.ts";
import { loadConnection, type StoredConnection, subjectOf, wrongKind } from "./stored-connection.ts";

/**
 * New credentials for a connection whose old ones fail: tried first, at the same address, for the same client and the
 * same account, then kept in the old ones' place. Ids, handovers and settings stay. Throws `bad_input` with the
 * sentence at its field.
 */
export async function reauthoriseConnection(
  ctx: Ctx,
  id: string,
  input: ParsedReauthorise,
): Promise<ConnectionView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const before = await loadConnection(id);
  const { kind } = before;
  const draft = draftOf(before, input);
  const secrets = mergeSecrets(await readSecrets(id, secretFieldsOf(kind)), before, draft, input.secrets);
  refuseMissingSecrets(draft, secrets, true);
  for (const origin of originsOf(before)) egress().halfOpen(origin);
  const report = await tryDraft(draft, secrets, { connectionId: id, requestId: ctx.requestId });
  if (!report.ok) throw refuseUncheckable(kind, report);
  const [first] = neededSecrets(draft);
  refuseOtherTenant(kind, before.tenant, report.tenant, `secrets.${first?.field}`);
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await tx.connection.update({
      where: { id },
      data: {
        settings: draft.settings,
        ...(report.tenant ? { tenant: report.tenant } : {}),
        version: { increment: 1 },
        lastCheckAt: now,
        lastOkAt: now,
        lastError: Prisma.DbNull,
        lastChecks: report.checks,
      },
    });
    const fingerprints = await storeSecrets(tx, id, input.secrets, input.expiries, now);
    await endTokens(tx, id);
    await noteRecovered(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "connection.reauthorised",
      object: subjectOf(id),
      before: principalOf(before, before.tenant),
      after: { ...principalOf(draft, report.tenant ?? before.tenant), ...fingerprints },
    });
  });
  tokens().forget(id);
  return getConnection(ctx, id);
}

/** What is to be tried: the settings as they are, with another access key ID where one was given. */
function draftOf(before: StoredConnection, input: ParsedReauthorise): Draft {
  if (before.kind === "cxone" && input.kind === "cxone") {
    const accessKeyId = input.accessKeyId || before.settings.accessKeyId;
    return { kind: "cxone", settings: { ...before.settings, accessKeyId } };
  }
  if (before.kind !== input.kind) throw wrongKind(before, input.kind);
  return before;
}
