import type { Sandbox } from "../../sandbox.ts";
import type { CallList, CallListJob, CallListRecord } from "../../state/acd-voice-model.ts";
import type { JsonRecord } from "../../wire/values.ts";

/** An absent moment is an empty text in this family of answers. */
export function isoOrEmpty(at: number | null): string {
  return at === null ? "" : new Date(at).toISOString();
}

/** A calling list with its counts, as lists and single answers show it (facts/cxone.md §5). */
export function callListRow(sandbox: Sandbox, list: CallList): JsonRecord {
  const records = sandbox.store.acdVoice.callListRecords.where("list", String(list.listId));
  const valid = records.filter((record) => record.valid);
  const finalized = valid.filter((record) => record.finalized !== null);
  return {
    listId: list.listId,
    listName: list.listName,
    prospectiveContactCount: valid.length - finalized.length,
    status: list.status,
    totalRecords: records.length,
    invalidRecords: records.length - valid.length,
    validRecords: valid.length,
    finalizedRecords: finalized.length,
    createDate: isoOrEmpty(list.createdAt),
    uploadDate: isoOrEmpty(list.uploadedAt),
    updateDate: isoOrEmpty(list.updatedAt),
    removeDate: isoOrEmpty(list.removedAt),
    listExpirationDate: list.expirationDate,
    skills: list.skillIds.map((skillId) => ({
      skillId,
      skillName: sandbox.store.skills.get(skillId)?.skillName ?? "",
    })),
  };
}

export function contactRecordRow(record: CallListRecord): JsonRecord {
  return {
    contactRecordId: record.recordId,
    externalId: record.externalId,
    destination: record.phoneNumber,
    skillId: record.skillId,
    agentId: record.agentId,
    isValid: record.valid,
    isFinalized: record.finalized !== null,
    finalResult: record.finalized ?? "",
    ...record.fields,
  };
}

export function callListJobRow(sandbox: Sandbox, job: CallListJob): JsonRecord {
  return {
    jobId: job.jobId,
    listId: job.listId,
    listName: sandbox.store.acdVoice.callLists.get(job.listId)?.listName ?? "",
    submitDate: isoOrEmpty(job.submittedAt),
    startDate: isoOrEmpty(job.submittedAt),
    isComplete: job.completedAt !== null,
    isCancelled: job.cancelledAt !== null,
    completedDate: isoOrEmpty(job.completedAt),
  };
}
