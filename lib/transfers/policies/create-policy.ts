import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { auditOf } from "./mapping.ts";
import { getPolicy } from "./reads.ts";
import type { PolicyInput, PolicyView } from "./schema.ts";
import { POLICIES_TOPIC, subjectOf } from "./subject.ts";
import { loadVoiceConnection } from "./voice-connection.ts";
import { orPolicyNameTaken, parseBody, refuseTakenName, writeVersion } from "./write-version.ts";

/** Makes a policy, in version 1. Throws `bad_input` for ids of the wrong form, `name_taken`, `not_found`. */
export async function createPolicy(ctx: Ctx, input: PolicyInput): Promise<PolicyView> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, name, description, note } = input;
  const connection = await loadVoiceConnection(connectionId);
  const body = parseBody(connection.dialect, input.body);
  await refuseTakenName(name);
  const id = newId("pol");
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await tx.transferPolicy
      .create({ data: { id, connectionId, name, description, body, createdAt: now, updatedAt: now } })
      .catch(orPolicyNameTaken);
    await writeVersion(tx, ctx, id, { version: 1, name, description, body, note, failing: [] });
    await notify(tx, POLICIES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "policy.created",
      object: subjectOf(id),
      after: { connection: connection.name, ...auditOf({ name, description, body }) },
    });
  });
  return getPolicy(ctx, id);
}
