import "server-only";
import type pg from "pg";
import { writeAuditInside } from "#lib/audit/write-audit-inside.ts";
import { type Actor, jobCtx } from "#lib/auth/ctx.ts";
import { accountKey } from "#lib/connections/kinds.ts";
import { dialectOf } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";
import type { Connection } from "#lib/db/generated/client.ts";
import { deliveryRequestId } from "#lib/deliveries/mapping.ts";
import type { ContactAttribute } from "#lib/handover/parse-custom-attributes.ts";
import { newId } from "#lib/ids.ts";
import { insertRun, subjectOf } from "#lib/transfers/run/insert-run.ts";
import { callId as callIdSchema, problemOfCallId } from "#lib/transfers/run/schema.ts";
import { transferMessageId } from "#lib/transfers/run/tell-conversation.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";
import { begin } from "#lib/transfers/state.ts";
import { settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import type { Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { announce, writeMessages } from "./write-message.ts";

/** The attribute by which a bot says which call the conversation belongs to, and the one that says who calls. */
const CALL = "callId";
const CALLER = "caller";
const STARTED = "Your call is being transferred.";

/**
 * A conversation that belongs to a voice call: with a transfer policy in the settings the call is transferred, in the
 * transaction of this event, and no digital handover begins. Null when there is no call that can be one of the policy's
 * connection, no policy, or none that is in use: then the visitor is handed over as usual.
 */
export async function startVoiceTransfer(
  stage: Stage,
  attributes: readonly ContactAttribute[],
): Promise<Outcome | null> {
  const { pool, row, lease, scene } = stage;
  const attributeOf = (name: string) => attributes.find(({ ident }) => ident === name)?.value.trim() || null;
  const call = callIdSchema.safeParse(attributeOf(CALL));
  const { transferPolicyId } = scene.settings;
  if (!transferPolicyId || !call.success) return null;
  return inTransaction<Outcome | null>(pool, async (client) => {
    const policy = await policyInUse(client, transferPolicyId, scene.providerId);
    if (!policy) return null;
    const dialect = dialectOf(policy.kind as ConnectionKind);
    if (dialect && problemOfCallId(dialect, call.data)) return null;
    await settle(client, row, lease, "Its call is transferred");
    const id = newId("trf");
    const requestId = deliveryRequestId(row.id);
    const actor: Actor = { kind: "job", id: `handover:${scene.providerId}`, name: policy.handover };
    const standing = await insertRun(client, {
      id,
      at: new Date(),
      connectionId: policy.connectionId,
      account: accountKey(policy),
      callId: call.data,
      caller: attributeOf(CALLER)?.slice(0, 60) ?? null,
      policy,
      state: begin(),
      source: "handover",
      note: null,
      conversationId: scene.id,
      actor,
      requestId,
    });
    await client.query("UPDATE conversation SET state = 'bot' WHERE id = $1", [scene.id]);
    await writeMessages(client, [
      {
        conversationId: scene.id,
        externalId: transferMessageId(standing?.id ?? id, `started.${row.externalId}`),
        author: "system",
        text: STARTED,
        sentAt: new Date(Math.max(Date.now(), row.receivedAt.getTime() + 1)),
        delivery: "delivered",
      },
    ]);
    await announce(client, [scene.id]);
    if (!standing) {
      await writeAuditInside(
        client,
        { ...jobCtx("handover", requestId), actor },
        {
          action: "transfer.requested",
          object: subjectOf(id),
          after: {
            callId: call.data,
            policy: policy.name,
            version: policy.version,
            conversationId: scene.id,
          },
        },
      );
    }
    return "settled";
  });
}

type Policy = {
  id: string;
  name: string;
  version: number;
  body: PolicyBody;
  connectionId: string;
  kind: Connection["kind"];
  tenant: Connection["tenant"];
  handover: string;
};

/** Locked, so that who archives it at the same moment finds the transfer. */
async function policyInUse(
  client: pg.PoolClient,
  id: string,
  providerId: string,
): Promise<Policy | undefined> {
  const { rows } = await client.query<Policy>(
    `SELECT p.id, p.name, p.version, p.body, p.connection_id AS "connectionId", c.kind, c.tenant,
       coalesce((SELECT name FROM handover_provider WHERE id = $2), 'Handover') AS handover
     FROM transfer_policy p JOIN connection c ON c.id = p.connection_id
     WHERE p.id = $1 AND p.archived_at IS NULL AND c.paused_at IS NULL FOR SHARE OF p`,
    [id, providerId],
  );
  return rows[0];
}
