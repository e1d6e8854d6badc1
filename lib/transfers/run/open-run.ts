import "server-only";
import type pg from "pg";
import type { Actor } from "#lib/auth/ctx.ts";
import type { PolicyBody, TransferSource } from "../schema.ts";
import type { TimelineEvent, TransferState } from "../state.ts";

/** A transfer that is under way, as it is worked on. */
export type OpenRun = {
  id: string;
  at: Date;
  connectionId: string;
  callId: string;
  caller: string | null;
  policyId: string;
  policyName: string;
  policyVersion: number;
  policy: PolicyBody;
  state: TransferState;
  timeline: TimelineEvent[];
  source: TransferSource;
  note: string | null;
  conversationId: string | null;
  actor: Actor;
  actorName: string;
  requestId: string;
  cancelBy: string | null;
};

/** The runs of a batch, in one query. */
export async function loadRuns(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, OpenRun>> {
  const { rows } = await pool.query<OpenRun>({
    name: "transfer.load-runs",
    text: `SELECT id, at, connection_id AS "connectionId", call_id AS "callId", caller, policy_id AS "policyId",
        policy_name AS "policyName", policy_version AS "policyVersion", policy, state, timeline, source, note,
        conversation_id AS "conversationId", actor, actor_name AS "actorName", request_id AS "requestId",
        cancel_by AS "cancelBy"
      FROM transfer_run WHERE id = ANY($1::text[])`,
    values: [ids],
  });
  return new Map(rows.map((run) => [run.id, run]));
}
