import "server-only";
import type { Actor } from "#lib/auth/ctx.ts";
import { type Asked, ask } from "#lib/db/ask.ts";
import { insertDue } from "#lib/jobs/due-rows.ts";
import { LIVE_CHANNEL } from "#lib/live/notify.ts";
import type { PolicyBody, TransferSource } from "../schema.ts";
import type { TransferState } from "../state.ts";

/** The rows of the due table that stand for transfers. */
export const TRANSFERS = "transfers";
/** Says that the list of open transfers, or the log, is other than it was. */
export const TRANSFERS_TOPIC = "transfers";
export const transferTopic = (id: string) => `transfer:${id}`;
export const subjectOf = (id: string) => `transfer:${id}`;

export type NewRun = {
  id: string;
  at: Date;
  connectionId: string;
  /** What the connection leads to (`accountKey`). */
  account: string | null;
  callId: string;
  caller: string | null;
  policy: { id: string; name: string; version: number; body: PolicyBody };
  state: TransferState;
  source: TransferSource;
  note: string | null;
  conversationId: string | null;
  actor: Actor;
  requestId: string;
};

/** The open transfer that a call already has. */
export type Standing = {
  id: string;
  at: Date;
  actorName: string;
  policyName: string;
  connectionName: string;
};

/**
 * Begins a transfer in the transaction that asks for it: it runs when that commits. A call has one open transfer, over
 * whichever connections its account is reached: of two who start at once the second waits for the first to commit, writes
 * nothing and gets what stands.
 */
export async function insertRun(client: Asked, run: NewRun): Promise<Standing | null> {
  const { policy, actor } = run;
  const inserted = await ask(client, {
    name: "transfer.insert-run",
    text: `INSERT INTO transfer_run (id, at, connection_id, call_id, caller, policy_id, policy_name, policy_version, policy,
        state, source, note, conversation_id, actor, actor_name, request_id, account)
      VALUES ($1, $2::timestamptz, $3, $4, $5, $6, $7, $8::int, $9::jsonb, $10::jsonb, $11, $12, $13, $14::jsonb, $15, $16, $17)
      ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      run.id,
      run.at.toISOString(),
      run.connectionId,
      run.callId,
      run.caller,
      policy.id,
      policy.name,
      policy.version,
      JSON.stringify(policy.body),
      JSON.stringify(run.state),
      run.source,
      run.note,
      run.conversationId,
      JSON.stringify(actor),
      actor.name,
      run.requestId,
      run.account,
    ],
  });
  // Where what stood has ended between the two statements, there is room now.
  if (inserted.length === 0) return (await standing(client, run)) ?? insertRun(client, run);
  await insertDue(client, TRANSFERS, [run.id]);
  await ask(client, {
    name: "transfer.tell-started",
    text: "SELECT pg_notify($1, $2)::text",
    values: [LIVE_CHANNEL, JSON.stringify({ topic: TRANSFERS_TOPIC })],
  });
  return null;
}

async function standing(
  client: Asked,
  { connectionId, callId, account }: NewRun,
): Promise<Standing | undefined> {
  const [found] = await ask<Standing>(client, {
    name: "transfer.standing",
    text: `SELECT run.id, at, actor_name AS "actorName", policy_name AS "policyName",
        coalesce(connection.name, run.connection_id) AS "connectionName"
      FROM transfer_run run LEFT JOIN connection ON connection.id = run.connection_id
      WHERE call_id = $2 AND (run.connection_id = $1 OR account = $3) ORDER BY at LIMIT 1`,
    values: [connectionId, callId, account],
  });
  return found;
}
