import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { accountKey } from "#lib/connections/kinds.ts";
import { loadConnection } from "#lib/connections/stored-connection.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { hitsUniqueIndex } from "#lib/db/hits-unique-index.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { insertDue } from "#lib/jobs/due-rows.ts";
import { notify } from "#lib/live/notify.ts";
import { digest } from "#lib/setup/canonical.ts";
import { lookBefore } from "./preflight.ts";
import { getCall } from "./reads.ts";
import type { OutboundCallDetail, PlaceInput } from "./schema.ts";
import { newCall } from "./state.ts";
import { CALLS, CALLS_TOPIC, subjectOf } from "./subject.ts";

/**
 * Places a Personal Connection call that somebody confirmed (P-10, P-32). Everything is checked anew first; throws `conflict`
 * with what failed, and when this number or this agent is already in a call that Patchbay placed, over whichever connection to the account. The same request with
 * the same idempotency key again gets the same call. What was asked for is on disk before CXone hears of it.
 */
export async function placeCall(
  ctx: Ctx,
  input: PlaceInput,
  { idempotencyKey = null }: { idempotencyKey?: string | null } = {},
): Promise<{ call: OutboundCallDetail; replayed: boolean }> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const earlier = idempotencyKey && (await findKey(ctx, idempotencyKey, input));
  if (earlier) return { call: await getCall(ctx, earlier), replayed: true };
  const connection = await loadConnection(input.connectionId);
  if (connection.pausedAt) throw paused(connection.pausedBy);
  const account = accountKey(connection);
  const looked = await lookBefore(ctx, input);
  const failed = looked.preflight.checks.filter(({ state }) => state === "failed");
  if (failed.length > 0) {
    // Sent twice at once: the agent is in the very call that the other one has placed meanwhile.
    const twin = idempotencyKey && (await findKey(ctx, idempotencyKey, input));
    if (twin) return { call: await getCall(ctx, twin), replayed: true };
    throw new AppError("conflict", {
      title: "The call was not placed",
      detail: failed.map(({ message }) => message).join(" "),
      fix: failed[0]?.fix ?? "Check again.",
      fields: Object.fromEntries(
        failed.map(({ field, message, fix }) => [field, `${message} ${fix ?? ""}`.trim()]),
      ),
    });
  }
  const id = newId("dial");
  const stored = await db()
    .$transaction(async (tx) => {
      if (idempotencyKey) await keepKey(tx, ctx, idempotencyKey, input, id);
      await tx.outboundCall.create({ data: { ...rowOf(ctx, id, input, looked), account } });
      await insertDue(tx, CALLS, [id]);
      await notify(tx, CALLS_TOPIC);
      await writeAudit(tx, ctx, {
        action: "outbound.requested",
        object: subjectOf(id),
        after: {
          campaign: looked.campaignName,
          agent: looked.preflight.agentName,
          contactId: input.contactId ?? null,
        },
      });
      return id;
    })
    .catch((error: unknown) => whoWasFirst(ctx, error, { ...input, account }, idempotencyKey));
  return { call: await getCall(ctx, stored), replayed: stored !== id };
}

function rowOf(
  ctx: Ctx,
  id: string,
  input: PlaceInput,
  { campaignName, contactName, preflight }: Awaited<ReturnType<typeof lookBefore>>,
) {
  const state = newCall();
  const { connectionId, campaignId, contactId = null, phoneNumber, agentId, data } = input;
  return {
    id,
    at: ctx.now(),
    connectionId,
    campaignId,
    campaignName,
    contactId,
    contactName,
    phoneNumber,
    agentId,
    agentName: preflight.agentName,
    data: data as Prisma.InputJsonObject,
    state,
    phase: state.phase,
    timeline: [
      { at: ctx.now().toISOString(), kind: "requested", text: `${ctx.actor.name} confirmed the call.` },
    ],
    actor: ctx.actor,
    actorName: ctx.actor.name,
    requestId: ctx.requestId,
  };
}

const paused = (by: string | null) =>
  new AppError("conflict", {
    title: "The connection is paused",
    detail: `${by ?? "Somebody"} paused it for planned work at the contact centre.`,
    fix: "Wait until it is resumed under Connections.",
  });

/** Of two at once the second breaks a unique index: it gets the first one's call, or is told of it. */
async function whoWasFirst(
  ctx: Ctx,
  error: unknown,
  { account, ...input }: PlaceInput & { account: string | null },
  idempotencyKey: string | null,
): Promise<string> {
  if (!hitsUniqueIndex(error)) throw error;
  const earlier = idempotencyKey && (await findKey(ctx, idempotencyKey, input));
  if (earlier) return earlier;
  const { connectionId, phoneNumber, agentId } = input;
  const open = await db().outboundCall.findFirst({
    where: {
      endedAt: null,
      phase: { not: "waiting" },
      AND: [
        { OR: [{ phoneNumber }, { agentId }] },
        { OR: [{ connectionId }, ...(account === null ? [] : [{ account }])] },
      ],
    },
    orderBy: { at: "asc" },
  });
  const [who, field] =
    open?.phoneNumber === phoneNumber ? ["This number", "phoneNumber"] : ["This agent", "agentId"];
  throw new AppError("conflict", {
    title: `${who} is already being called`,
    detail: open ? `${open.actorName} placed that call with ${open.agentName}.` : "That call has just ended.",
    fix: open ? "Follow that call, or wait until it has ended." : "Try again.",
    fields: { [field]: `${who} is in a call that ${open?.actorName ?? "somebody"} placed.` },
    ...(open ? { href: `/outbound/${open.id}` } : {}),
  });
}

/** The call that this key stands for; null when it is new. Throws when it came with another request. */
async function findKey(ctx: Ctx, key: string, input: PlaceInput): Promise<string | null> {
  const known = await db().outboundKey.findUnique({ where: { actorId_key: { actorId: ctx.actor.id, key } } });
  if (!known) return null;
  if (known.asked === digest(input)) return known.callId;
  throw new AppError("conflict", {
    title: "This Idempotency-Key was used for another request",
    detail: "The same key came before with another call.",
    fix: "Send each call with a key of its own.",
  });
}

const keepKey = (tx: Tx, ctx: Ctx, key: string, input: PlaceInput, callId: string) =>
  tx.outboundKey.create({ data: { actorId: ctx.actor.id, key, asked: digest(input), callId } });
