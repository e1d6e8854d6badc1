import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { keepAttestation } from "../attestations/keep-attestation.ts";
import type { AttestationInput } from "../attestations/schema.ts";
import { queueObject } from "./mapping.ts";
import { listQueues } from "./reads.ts";
import type { QueuesView } from "./schema.ts";

/** Keeps that somebody set the included channels of a queue in CXone, as they are wanted now. Throws `not_found`. */
export async function attestQueue(
  ctx: Ctx,
  connectionId: string,
  queueId: string,
  input: AttestationInput,
): Promise<QueuesView> {
  requireRole(ctx, "admin", "operator");
  const { value } = await listQueues(ctx, connectionId);
  const queue = value.queues.find(({ id }) => id === queueId);
  if (!queue) throw new AppError("not_found", { detail: "The tenant has no such routing queue." });
  await db().$transaction((tx) =>
    keepAttestation(tx, ctx, queueObject(connectionId, queueId), queue.channelIds, input),
  );
  return listQueues(ctx, connectionId);
}
