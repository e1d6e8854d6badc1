import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { accountKey } from "#lib/connections/kinds.ts";
import { dialectOf } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { Connection, TransferPolicy } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { digest } from "#lib/setup/canonical.ts";
import { getTransfer } from "../reads.ts";
import type { PolicyBody, TransferSource } from "../schema.ts";
import { begin } from "../state.ts";
import { findCaller } from "./find-caller.ts";
import { insertRun, type Standing, subjectOf } from "./insert-run.ts";
import { problemOfCallId, type StartInput, type TransferDetail } from "./schema.ts";

const CONNECTION = { select: { kind: true, tenant: true, pausedAt: true, pausedBy: true } } as const;
type Policy = TransferPolicy & { connection: Pick<Connection, keyof typeof CONNECTION.select> };

/**
 * Starts the transfer of a call by a policy. Throws `bad_input` for an id that no call has there; `not_found` for a policy that is gone; `conflict` when it is archived, when
 * its connection is paused, and when the call is already being transferred: then it says who started that, and where it is.
 * With an idempotency key the same request again gets the same transfer, whether or not that has ended.
 */
export async function startTransfer(
  ctx: Ctx,
  input: StartInput,
  { key = null }: { key?: string | null } = {},
): Promise<{ transfer: TransferDetail; replayed: boolean }> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const connection = await connectionOf(input);
  const caller = input.caller || (connection && (await findCaller(ctx, connection.id, input.callId)));
  const started = await db().$transaction(async (tx) => {
    const earlier = key !== null && (await takeKey(tx, ctx, key, input));
    if (earlier) return { id: earlier, replayed: true };
    const policy = await policyInUse(tx, input.policyId);
    const id = newId("trf");
    const standing = await insertRun(tx, {
      id,
      at: ctx.now(),
      connectionId: policy.connectionId,
      account: accountKey(policy.connection),
      callId: input.callId,
      caller,
      policy: { id: policy.id, name: policy.name, version: policy.version, body: policy.body as PolicyBody },
      state: begin(),
      source: sourceOf(ctx),
      note: input.note || null,
      conversationId: null,
      actor: ctx.actor,
      requestId: ctx.requestId,
    });
    if (standing) throw alreadyUnderWay(standing, ctx.now());
    if (key !== null) await keepKey(tx, ctx, key, id);
    await writeAudit(tx, ctx, {
      action: "transfer.requested",
      object: subjectOf(id),
      after: { callId: input.callId, policy: policy.name, version: policy.version, note: input.note || null },
    });
    return { id, replayed: false };
  });
  return { transfer: await getTransfer(ctx, started.id), replayed: started.replayed };
}

/** Where the call is; null for a policy that is gone. Throws `bad_input` where no call has such an id. */
async function connectionOf({ policyId, callId }: StartInput): Promise<{ id: string } | null> {
  const policy = await db().transferPolicy.findUnique({
    where: { id: policyId },
    select: { connection: { select: { id: true, kind: true } } },
  });
  if (!policy) return null;
  const dialect = dialectOf(policy.connection.kind as ConnectionKind);
  const problem = dialect && problemOfCallId(dialect, callId);
  if (problem) throw new AppError("bad_input", { fields: { callId: problem } });
  return policy.connection;
}

const sourceOf = ({ actor }: Ctx): TransferSource => (actor.kind === "apiToken" ? "api" : "console");

async function policyInUse(tx: Tx, id: string): Promise<Policy> {
  // Who archives it at the same moment waits and finds the transfer, or was first and is seen here.
  await tx.$queryRaw`SELECT id FROM transfer_policy WHERE id = ${id} FOR SHARE`;
  const policy = await tx.transferPolicy.findUnique({
    where: { id },
    include: { connection: CONNECTION },
  });
  if (!policy) throw new AppError("not_found", { detail: "There is no such policy." });
  if (policy.archivedAt) {
    throw new AppError("conflict", {
      title: "The policy is archived",
      detail: `${policy.name} is kept for the log and starts nothing any more.`,
      fix: "Choose a policy that is in use.",
    });
  }
  const { pausedAt, pausedBy } = policy.connection;
  if (pausedAt) {
    throw new AppError("conflict", {
      title: "The connection is paused",
      detail: `${pausedBy ?? "Somebody"} paused it for planned work at the contact centre.`,
      fix: "Wait until it is resumed under Connections.",
    });
  }
  return policy;
}

function alreadyUnderWay(standing: Standing, now: Date): AppError {
  const { id, at, actorName, policyName, connectionName } = standing;
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));
  return new AppError("conflict", {
    title: "This call is already being transferred",
    detail: `${actorName} started it ${seconds} s ago over ${connectionName} by the policy ${policyName}.`,
    fix: "Follow that transfer, or cancel it before you start another.",
    href: `/transfers/${id}`,
  });
}

/** The transfer that the key stands for; undefined when it is new. Two at once with one key wait for each other. */
async function takeKey(tx: Tx, ctx: Ctx, key: string, input: StartInput): Promise<string | undefined> {
  const actorId = ctx.actor.id;
  const asked = digest(input);
  const { count } = await tx.transferKey.createMany({
    data: { actorId, key, asked, transferId: "" },
    skipDuplicates: true,
  });
  if (count > 0) return undefined;
  const known = await tx.transferKey.findUniqueOrThrow({ where: { actorId_key: { actorId, key } } });
  if (known.asked === asked) return known.transferId;
  throw new AppError("conflict", {
    title: "This Idempotency-Key was used for another request",
    detail: "The same key came before with another policy, call, caller or note.",
    fix: "Send each request with a key of its own.",
  });
}

const keepKey = (tx: Tx, ctx: Ctx, key: string, transferId: string) =>
  tx.transferKey.update({ where: { actorId_key: { actorId: ctx.actor.id, key } }, data: { transferId } });
