import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { getContentSource } from "#lib/engage/content-sources.ts";
import { readRealtimeUrl } from "#lib/engage/object-address.ts";
import { grantOnSource } from "#lib/engage/source-permissions.ts";
import { AppError } from "#lib/errors.ts";
import { noConnection } from "#lib/handover/setup-steps/load-handover.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { explainFailure } from "#lib/setup/explain-failure.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import { nameOfUser } from "./context.ts";
import { engageHandover } from "./engage-handover.ts";

/**
 * Gives the agent of the API token read and reply on a source, named by its realtime endpoint: a new source is out of
 * everybody's reach, so nothing else could be looked at (facts/engage.md §1.4). Does nothing the second time.
 */
export async function grantOwnAccess(
  ctx: Ctx,
  id: string,
  input: { realtimeUrl: string },
): Promise<{ sourceId: string; agent: string }> {
  requireRole(ctx, "admin", "operator");
  const subject = subjectOf(id);
  const context = await loadSetup(engageHandover, ctx, subject);
  const { connection } = context;
  if (!connection) throw noConnection();
  const read = readRealtimeUrl(input.realtimeUrl, { uiBaseUrl: connection.uiBaseUrl });
  if (!read.ok) throw new AppError("bad_input", { fields: { realtimeUrl: read.problem } });
  const { sourceId } = read;
  try {
    const me = await context.account.me();
    if (!me) {
      throw new AppError("conflict", {
        title: "Engage does not say whose token this is",
        fix: "In Engage open Agents, the key beside the token's agent, and tick read and reply on the source.",
      });
    }
    const engage = await context.engage();
    const given = await grantOnSource(engage, me.id, sourceId);
    // Engage passes over ids that it does not know, and says that all is well.
    if (!(await getContentSource(engage, sourceId))) {
      const sentence = "Engage knows no source of this address. Copy it again from the page of the source.";
      throw new AppError("bad_input", { fields: { realtimeUrl: sentence } });
    }
    if (given?.changed) {
      await db().$transaction((tx) =>
        writeAudit(tx, ctx, {
          action: "handover.source_access_given",
          object: subject,
          before: { sourceId, agent: me.id, permissions: given.before },
          after: { sourceId, agent: me.id, permissions: given.after },
        }),
      );
    }
    return { sourceId, agent: nameOfUser(me) };
  } catch (error) {
    throw explainFailure(engageHandover, error);
  }
}
