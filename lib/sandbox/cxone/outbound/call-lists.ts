import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { CallList, CallListJob } from "../../state/acd-voice-model.ts";
import { readRecord } from "../../wire/read-body.ts";
import { asArray, asRecord, asText, field, type JsonRecord } from "../../wire/values.ts";
import { pathId } from "../acd-api.ts";
import { acdList, type Listing, pageOf, queryOf } from "../acd-list.ts";
import { badParameter, readParams } from "../acd-params.ts";
import { acdError, Refusal } from "../error-families.ts";
import { decodedFile, readDueFiles } from "./list-file.ts";
import { callListJobRow, callListRow, contactRecordRow, isoOrEmpty } from "./list-views.ts";

/** The columns that a list can map, as the names of its parameters without "Column". */
const columnNames =
  "externalId score customer1 customer2 callerId priority complianceReq firstName lastName address city state zip timeZone confirmReq overrideFinalization agentId callRequestTime callRequestStale notes expirationDate";

/** Calling lists: a mapping of columns, uploads that are read later, and what came of the records (facts/cxone.md §5). */
export function callListRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { callLists, callListJobs, callListRecords, callAttempts } = store.acdVoice;
  const notFound = (what: string) => acdError(404, "not_found", `The ${what} was not found`);

  const listOf = (c: SandboxContext): CallList => {
    readDueFiles(sandbox);
    const list = callLists.get(pathId(c, "listId"));
    if (!list) throw new Refusal(notFound("calling list"));
    return list;
  };

  app.get("/cxone/acd/~/lists/call-lists", (c) => {
    readDueFiles(sandbox);
    const listing: Listing<CallList> = {
      key: "callingLists",
      rows: callLists,
      view: (list) => callListRow(sandbox, list),
      search: (list) => list.listName,
      order: { listId: (list) => list.listId, listName: (list) => list.listName },
      updatedAt: (list) => list.updatedAt,
    };
    return acdList(sandbox, c, listing);
  });

  app.post("/cxone/acd/~/lists/call-lists", async (c) => {
    const params = await readParams(c);
    const listName = params.needText("listName");
    params.needText("externalIdColumn");
    const columns: Record<string, string> = {};
    for (const name of columnNames.split(" ")) {
      const column = params.text(`${name}Column`);
      if (column !== undefined) columns[name] = column;
    }
    for (const mapping of asArray(params.value("destinationMappings")).map(asRecord)) {
      const column = asText(field(mapping, "fieldValue")) ?? "";
      if (/^phonenumber/i.test(asText(field(mapping, "fieldName")) ?? "") && column !== "")
        columns.phone ??= column;
    }
    if (!columns.phone) throw badParameter("destinationMappings needs a mapping of PhoneNumber");
    const twin = (list: CallList) =>
      list.removedAt === null && list.listName.toLowerCase() === listName.toLowerCase();
    if (callLists.find(twin)) return acdError(409, "conflict", `The calling list ${listName} already exists`);
    const listId = store.nextNumber("callList", 620_001);
    callLists.put(listId, {
      listId,
      listName,
      columns,
      status: "Inactive",
      expirationDate: params.text("listExpirationDate") ?? "",
      skillIds: [],
      createdAt: store.now(),
      uploadedAt: null,
      updatedAt: store.now(),
      removedAt: null,
    });
    return c.json({ listId });
  });

  app.get("/cxone/acd/~/lists/call-lists/jobs", (c) => {
    readDueFiles(sandbox);
    const listing: Listing<CallListJob> = {
      key: "uploadJobs",
      rows: callListJobs,
      view: (job) => callListJobRow(sandbox, job),
      search: (job) => job.fileName,
      order: { jobId: (job) => job.jobId },
    };
    return acdList(sandbox, c, listing);
  });

  app.on(["GET", "DELETE"], "/cxone/acd/~/lists/call-lists/jobs/:jobId{[0-9]+}", (c) => {
    readDueFiles(sandbox);
    const job = callListJobs.get(pathId(c, "jobId"));
    if (!job) return notFound("job");
    if (c.req.method === "GET") return c.json({ uploadJobs: [callListJobRow(sandbox, job)] });
    if (job.completedAt !== null) return acdError(409, "conflict", `Job ${job.jobId} is complete`);
    callListJobs.update(job.jobId, { cancelledAt: store.now() });
    return c.body(null, 202);
  });

  app.post("/cxone/acd/~/lists/call-lists/:listId{[0-9]+}/upload", async (c) => {
    const list = listOf(c);
    const params = await readParams(c);
    for (const name of ["forceOverwrite", "startSkill", "sendEmail"])
      if (params.boolean(name) === undefined) throw badParameter(`${name} is required`);
    if (Number.isNaN(Date.parse(params.needText("expirationDate"))))
      throw badParameter("expirationDate must be a date");
    const text = decodedFile(params.needText("listFile"));
    if (text === null) throw badParameter("listFile must be a file in base64");
    const skillId = params.integer("skillId") ?? null;
    if (skillId !== null && store.skills.get(skillId)?.outboundStrategy !== "Personal Connection")
      throw badParameter(`Skill ${skillId} is not a Personal Connection skill`);
    const jobId = store.nextNumber("callListJob", 990_001);
    callListJobs.put(jobId, {
      jobId,
      listId: list.listId,
      fileName: params.text("fileName") ?? "",
      skillId,
      text,
      startSkill: params.boolean("startSkill") ?? false,
      overwrite: params.boolean("forceOverwrite") ?? false,
      submittedAt: store.now(),
      dueAt: store.now() + store.switches.acdListJobSeconds * 1000,
      completedAt: null,
      cancelledAt: null,
    });
    return c.json({ jobId });
  });

  const withoutId = ({ listId: _, ...row }: JsonRecord): JsonRecord => row;

  app.get("/cxone/acd/~/lists/call-lists/:listId{[0-9]+}", (c) => {
    const list = listOf(c);
    const onlyFinal = queryOf(c, "finalized") === "true";
    const records = callListRecords
      .where("list", String(list.listId))
      .filter((record) => !onlyFinal || record.finalized !== null);
    return c.json({
      resultSet: {
        ...withoutId(callListRow(sandbox, list)),
        lastPollTime: new Date(store.now()).toISOString(),
        ...(queryOf(c, "includeRecords") === "true"
          ? { contactRecords: pageOf(c, records).rows.map(contactRecordRow) }
          : {}),
      },
    });
  });

  app.get("/cxone/acd/~/lists/call-lists/:listId{[0-9]+}/attempts", (c) => {
    const list = listOf(c);
    const attempts = callAttempts.where("list", String(list.listId)).map((attempt) => ({
      attemptId: attempt.attemptId,
      contactRecordId: attempt.recordId,
      externalId: callListRecords.get(attempt.recordId)?.externalId ?? "",
      destination: callListRecords.get(attempt.recordId)?.phoneNumber ?? "",
      contactId: attempt.contactId,
      attemptDate: isoOrEmpty(attempt.at),
      result: attempt.result,
    }));
    return c.json({
      resultSet: { ...withoutId(callListRow(sandbox, list)), contactAttempts: pageOf(c, attempts).rows },
    });
  });

  app.delete("/cxone/acd/~/lists/call-lists/:listId{[0-9]+}", async (c) => {
    const list = listOf(c);
    const params = await readParams(c);
    if (list.status === "Active" && !params.boolean("forceInactive") && !params.boolean("forceDelete"))
      return acdError(409, "conflict", `The calling list ${list.listName} is active`);
    const { listId } = list;
    if (params.boolean("forceDelete")) {
      for (const record of callListRecords.where("list", String(listId)))
        callListRecords.remove(record.recordId);
      callLists.remove(listId);
    } else callLists.update(listId, { status: "Inactive", removedAt: store.now(), updatedAt: store.now() });
    return c.body(null, 200);
  });

  /** The name arrives in lower case, as every path of the ACD does. */
  app.delete("/cxone/acd/~/lists/call-lists/:sourceName/removeprospects", async (c) => {
    readDueFiles(sandbox);
    const name = decodeURIComponent(c.req.param("sourceName")).toLowerCase();
    const list = callLists.find((row) => row.listName.toLowerCase() === name);
    if (!list) return notFound("source");
    const items = asArray(field(await readRecord(c), "prospectsToRemove")).map(asRecord);
    const results = items.map((item) => {
      const externalId = asText(field(item, "externalId")) ?? "";
      const record = callListRecords
        .where("list", String(list.listId))
        .find((row) => row.externalId === externalId && row.finalized === null);
      if (record) callListRecords.update(record.recordId, { finalized: "Removed" });
      return { externalId, resultCode: record ? "Success" : "NotFound" };
    });
    return c.json({
      successfulRecords: results.filter((row) => row.resultCode === "Success"),
      failedRecords: results.filter((row) => row.resultCode !== "Success"),
    });
  });
}
