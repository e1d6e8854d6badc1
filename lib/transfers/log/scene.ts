import { pool } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import type { Outcome, TransferSource } from "../schema.ts";
import type { ReasonCode } from "../state.ts";

export type LoggedTransfer = {
  id: string;
  at: string | Date;
  connectionId: string;
  callId: string;
  caller: string | null;
  policyId: string;
  policyName: string;
  queueId: string | null;
  queueName: string | null;
  skillId: string | null;
  skillName: string | null;
  target: string;
  agentId: string | null;
  agentName: string | null;
  outcome: Outcome;
  reason: ReasonCode | null;
  reasonText: string | null;
  attempts: number;
  durationMs: number;
  source: TransferSource;
  note: string | null;
  timeline: unknown[];
};

/** For tests: a transfer in the log as a run leaves it, and its id; what is not given is a call that was answered. */
export async function logTransfer(given: Partial<LoggedTransfer> = {}): Promise<string> {
  const id = given.id ?? newId("trf");
  const row: LoggedTransfer = {
    id,
    at: new Date(),
    connectionId: "con_1",
    callId: "900001",
    caller: "+49301234711",
    policyId: "pol_1",
    policyName: "Sales DE",
    queueId: "4711",
    queueName: "Sales German",
    skillId: null,
    skillName: null,
    target: "Sales German",
    agentId: null,
    agentName: null,
    outcome: "connected",
    reason: null,
    reasonText: null,
    attempts: 1,
    durationMs: 12_000,
    source: "console",
    note: null,
    timeline: [],
    ...given,
  };
  const at = new Date(row.at);
  await pool().query(
    `INSERT INTO transfer (id, at, ended_at, connection_id, call_id, caller, policy_id, policy_name, policy_version, queue_id,
       queue_name, skill_id, skill_name, target, agent_id, agent_name, outcome, reason, reason_text, attempts, duration_ms,
       source, note, actor_kind, actor_id, actor_name, request_id, policy, timeline)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 'user', 'usr_1',
       'Sue', 'req_1', '{}', $23)`,
    [
      id,
      at,
      new Date(at.getTime() + row.durationMs),
      row.connectionId,
      row.callId,
      row.caller,
      row.policyId,
      row.policyName,
      row.queueId,
      row.queueName,
      row.skillId,
      row.skillName,
      row.target,
      row.agentId,
      row.agentName,
      row.outcome,
      row.reason,
      row.reasonText,
      row.attempts,
      row.durationMs,
      row.source,
      row.note,
      JSON.stringify(row.timeline),
    ],
  );
  return id;
}
