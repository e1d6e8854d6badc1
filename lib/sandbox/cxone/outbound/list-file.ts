import { parse } from "csv-parse/sync";
import type { Sandbox } from "../../sandbox.ts";
import type { CallList, CallListJob, CallListRecord } from "../../state/acd-voice-model.ts";
import { asInteger } from "../../wire/values.ts";
import { isPhoneNumber } from "./do-not-call.ts";

type Row = Record<string, string>;

/** The rows of a file by the names in its first line; null when it is no CSV at all. */
export function csvRows(text: string): Row[] | null {
  try {
    return parse(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    }) as Row[];
  } catch {
    return null;
  }
}

/** Decodes base64 strictly: what a caller forgot to encode must not pass as an empty file. */
export function decodedFile(base64: string): string | null {
  const packed = base64.replace(/\s/g, "");
  if (packed === "" || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return null;
  return Buffer.from(packed, "base64").toString("utf8");
}

const ownColumns = ["externalId", "phone", "agentId", "callRequestTime", "expirationDate", "priority"];

/** One line of a file as a record; `valid` says whether it can be dialled at all. */
function recordOf(sandbox: Sandbox, list: CallList, job: CallListJob, row: Row): CallListRecord {
  const { store } = sandbox;
  const read = (meaning: string) => row[list.columns[meaning] ?? ""]?.trim() ?? "";
  const when = (meaning: string) => {
    const at = Date.parse(read(meaning));
    return Number.isNaN(at) ? null : at;
  };
  const agentText = read("agentId");
  const agentId = asInteger(agentText) ?? null;
  const fits =
    read("externalId") !== "" &&
    isPhoneNumber(read("phone")) &&
    (agentText === "" || (agentId !== null && store.agents.get(agentId) !== undefined));
  return {
    recordId: store.nextNumber("callListRecord", 88_000_001),
    listId: list.listId,
    externalId: read("externalId"),
    phoneNumber: read("phone"),
    skillId: job.skillId,
    agentId,
    fields: Object.fromEntries(
      Object.keys(list.columns)
        .filter((meaning) => !ownColumns.includes(meaning))
        .map((meaning) => [meaning, read(meaning)]),
    ),
    requestedAt: when("callRequestTime"),
    expiresAt: when("expirationDate"),
    priority: asInteger(read("priority")) ?? 0,
    valid: fits,
    finalized: fits ? null : "Invalid",
    contactId: null,
  };
}

/** Reads a file into its list: a known external id is skipped unless the upload overwrites. */
function readJob(sandbox: Sandbox, job: CallListJob): void {
  const { callLists, callListRecords, callListJobs } = sandbox.store.acdVoice;
  const now = sandbox.store.now();
  callListJobs.update(job.jobId, { completedAt: now });
  const list = callLists.get(job.listId);
  if (!list || list.removedAt !== null) return;
  const known = new Map(
    callListRecords.where("list", String(list.listId)).map((row) => [row.externalId, row]),
  );
  for (const row of csvRows(job.text) ?? []) {
    const record = recordOf(sandbox, list, job, row);
    const before = known.get(record.externalId);
    if (before && record.externalId !== "") {
      if (!job.overwrite) continue;
      callListRecords.remove(before.recordId);
    }
    known.set(record.externalId, record);
    callListRecords.put(record.recordId, record);
  }
  callLists.update(list.listId, {
    uploadedAt: now,
    updatedAt: now,
    status: "Active",
    skillIds: job.skillId === null ? list.skillIds : [...new Set([...list.skillIds, job.skillId])],
  });
  if (job.startSkill && job.skillId !== null)
    sandbox.store.skills.update(job.skillId, { isRunning: true, updatedAt: now });
}

/** Reads the uploaded files whose time has come; the tenant's clock decides. */
export function readDueFiles(sandbox: Sandbox): void {
  const { callListJobs } = sandbox.store.acdVoice;
  for (const job of callListJobs.list())
    if (job.completedAt === null && job.cancelledAt === null && job.dueAt <= sandbox.store.now())
      readJob(sandbox, job);
}
