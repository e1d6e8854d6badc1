import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { keepAttestation } from "../attestations/keep-attestation.ts";
import type { AttestationInput } from "../attestations/schema.ts";
import { channelSlaObject, parseHours, parseTargets, slaObject } from "./mapping.ts";
import { getSla } from "./reads.ts";
import type { SlaView } from "./schema.ts";

/** Keeps that somebody entered the global service level in CXone, as it is now. Throws `conflict` before one was saved. */
export async function attestGlobalSla(
  ctx: Ctx,
  connectionId: string,
  input: AttestationInput,
): Promise<SlaView> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const row = await tx.serviceLevel.findUnique({ where: { connectionId } });
    if (!row) {
      throw new AppError("conflict", {
        title: "No service level is saved",
        fix: "Save it first, then enter it in CXone.",
      });
    }
    const state = { hours: parseHours(row.hours), targets: parseTargets(row.targets) };
    await keepAttestation(tx, ctx, slaObject(connectionId), state, input);
  });
  return getSla(ctx, connectionId);
}

/** The same of one channel. Throws `not_found`. */
export async function attestChannelSla(
  ctx: Ctx,
  channelId: string,
  input: AttestationInput,
): Promise<SlaView> {
  requireRole(ctx, "admin", "operator");
  const channel = await db().emailChannel.findUnique({
    where: { id: channelId },
    include: { serviceLevel: true },
  });
  if (!channel) throw new AppError("not_found", { detail: "There is no such email channel." });
  const state = { targets: parseTargets(channel.serviceLevel?.targets) };
  await db().$transaction((tx) => keepAttestation(tx, ctx, channelSlaObject(channelId), state, input));
  return getSla(ctx, channel.connectionId);
}
