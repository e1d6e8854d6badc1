import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { allowedPrivateHosts } from "#lib/private-hosts/reads.ts";
import { getNameServers } from "./reads.ts";
import { refuseNameServer } from "./refuse-name-server.ts";
import type { NameServersInput, NameServersView } from "./schema.ts";

/**
 * Chooses whom DNS look-ups of the workspace ask; an empty list gives the choice back. What a name server says decides what
 * counts as verified, so an admin chooses it. Throws `bad_input` at `servers` for one that may not be asked.
 */
export async function setNameServers(ctx: Ctx, { servers }: NameServersInput): Promise<NameServersView> {
  requireRole(ctx, "admin");
  const allowed = await allowedPrivateHosts();
  const refused = servers.map((server) => refuseNameServer(server, allowed)).find(Boolean);
  if (refused) throw new AppError("bad_input", { fields: { servers: refused } });
  await db().$transaction(async (tx) => {
    const before = await tx.nameServerSetting.findUnique({ where: { id: 1 } });
    const data = { servers, updatedBy: ctx.actor.name, updatedAt: ctx.now() };
    await tx.nameServerSetting.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
    await writeAudit(tx, ctx, {
      action: "name_servers.changed",
      object: "setting:name-servers",
      before: { servers: before?.servers ?? [] },
      after: { servers },
    });
  });
  return getNameServers(ctx);
}
