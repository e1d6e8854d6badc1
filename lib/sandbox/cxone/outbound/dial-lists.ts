import type { Sandbox } from "../../sandbox.ts";
import type { CallList, CallListRecord } from "../../state/acd-voice-model.ts";
import { findCall, newCall } from "../../telephony/calls.ts";
import { dialOutbound } from "../../telephony/outbound.ts";
import { isFree } from "../../telephony/settle.ts";
import { doNotCall } from "./do-not-call.ts";
import { readDueFiles } from "./list-file.ts";

/** Ends a record with what came of it, and notes the attempt. */
function finish(sandbox: Sandbox, record: CallListRecord, result: string): void {
  const { callListRecords, callAttempts } = sandbox.store.acdVoice;
  callListRecords.update(record.recordId, { finalized: result });
  const attempt = callAttempts.where("record", String(record.recordId)).at(-1);
  if (attempt) callAttempts.update(attempt.attemptId, { result });
}

/** Who is called for: the agent that the record names, or whoever of the skill is free. */
function agentFor(sandbox: Sandbox, record: CallListRecord, skillId: number): number | undefined {
  const { store } = sandbox;
  if (record.agentId !== null) return isFree(store, record.agentId) ? record.agentId : undefined;
  return store.assignments
    .where("skill", String(skillId))
    .find((row) => row.isActive && isFree(store, row.agentId))?.agentId;
}

function dialRecord(sandbox: Sandbox, list: CallList, record: CallListRecord): void {
  const { store } = sandbox;
  const { callListRecords, callAttempts } = store.acdVoice;
  const now = store.now();
  const skill = store.skills.get(record.skillId ?? list.skillIds[0] ?? 0);
  if (!skill?.isRunning || !skill.isActive || (record.requestedAt ?? now) > now) return;
  const isExpired = record.expiresAt !== null && record.expiresAt <= now;
  if (isExpired || doNotCall(sandbox, record.phoneNumber, skill.skillId)) {
    finish(sandbox, record, isExpired ? "Expired" : "DNC");
    return;
  }
  const agentId = agentFor(sandbox, record, skill.skillId);
  if (agentId === undefined) return;
  const { contactId } = dialOutbound(store, {
    phoneNumber: record.phoneNumber,
    agentId,
    skillId: skill.skillId,
    campaignId: skill.campaignId,
    data: { listId: list.listId, externalId: record.externalId },
  });
  callListRecords.update(record.recordId, { contactId });
  const attemptId = store.nextNumber("callAttempt", 1);
  callAttempts.put(attemptId, {
    attemptId,
    listId: list.listId,
    recordId: record.recordId,
    contactId,
    at: now,
    result: "Dialing",
  });
}

/** The dialer of Personal Connection: takes records of active lists whose skill runs, for agents who are free. */
function dialLists(sandbox: Sandbox): void {
  const { store } = sandbox;
  const { callLists, callListRecords } = store.acdVoice;
  for (const record of callListRecords.where("dialled", "yes")) {
    const call = findCall(store, record.contactId ?? 0);
    if (!call) finish(sandbox, record, "Unknown");
    else if (call.endedAt !== null) finish(sandbox, record, call.outbound?.disposition ?? "Completed");
  }
  for (const list of callLists.list()) {
    const runs = list.skillIds.some((skillId) => store.skills.get(skillId)?.isRunning);
    if (list.status !== "Active" || !runs) continue;
    const open = callListRecords.where("open", String(list.listId));
    for (const record of open.sort((a, b) => b.priority - a.priority)) dialRecord(sandbox, list, record);
  }
}

/** Call backs that were promised for now wait in the queue of their skill. */
function keepPromises(sandbox: Sandbox): void {
  const { store } = sandbox;
  for (const row of store.acdVoice.callbacks.list()) {
    if (row.contactId !== null || row.cancelledAt !== null || row.dueAt > store.now()) continue;
    if (store.skills.get(row.skillId)?.isActive !== true) continue;
    const { contactId } = newCall(store, { from: row.phoneNumber, skillId: row.skillId });
    store.acdVoice.callbacks.update(row.callbackId, { contactId });
  }
}

/** Everything of outbound calling that the clock starts: uploads, call backs and the dialer. */
export function runOutbound(sandbox: Sandbox): void {
  readDueFiles(sandbox);
  keepPromises(sandbox);
  dialLists(sandbox);
}
