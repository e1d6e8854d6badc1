import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { viewAttestation } from "../attestations/mapping.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { channelSlaObject, officeHours, parseHours, parseTargets, slaObject } from "./mapping.ts";
import type { SlaView } from "./schema.ts";

/** The service levels of a tenant: the global one, and each email channel's. Throws `not_found` for no such connection. */
export async function getSla(ctx: Ctx, connectionId: string): Promise<SlaView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const connection = await loadCxoneConnection(connectionId);
  const row = await db().serviceLevel.findUnique({ where: { connectionId } });
  const channels = await db().emailChannel.findMany({
    where: { connectionId, state: { not: "removed" } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, serviceLevel: true },
  });
  const hours = row ? parseHours(row.hours) : officeHours(connection.tenant?.timeZone ?? null);
  const targets = row ? parseTargets(row.targets) : null;
  const said = await attestationsOf([
    slaObject(connectionId),
    ...channels.map(({ id }) => channelSlaObject(id)),
  ]);
  return {
    connectionId,
    hours,
    targets,
    version: row?.version ?? 0,
    attested: viewAttestation(said.get(slaObject(connectionId)), { hours, targets }),
    channels: channels.map(({ id, name, serviceLevel }) => {
      const own = parseTargets(serviceLevel?.targets);
      return {
        channelId: id,
        name,
        targets: own,
        version: serviceLevel?.version ?? 0,
        attested: viewAttestation(said.get(channelSlaObject(id)), { targets: own }),
      };
    }),
  };
}
