import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Disposition } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asArray, asBoolean, asInteger, asRecord, asText, field, type JsonRecord } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, type Listing, pageOf, plainListing } from "./acd-list.ts";
import { skillOf } from "./acd-skills.ts";
import { acdError, Refusal } from "./error-families.ts";

const classifications = ["Resolved", "Callback", "Wrong party", "Sale", "Refused", "Do not call"].map(
  (classificationName, at) => ({
    classificationId: at + 1,
    classificationName,
    classificationTypeID: 1,
    direction: 0,
    reportingGroupId: at + 1,
    reportingGroupName: classificationName,
    description: "",
    showCommitmentAmount: classificationName === "Sale",
    showRescheduleDate: classificationName === "Callback",
    isAgentSpecific: false,
    isPreviewDisposition: classificationName === "Do not call",
  }),
);

/** Dispositions: what agents say of a contact when it has ended (facts/cxone.md §2.1). */
export function dispositionRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const classificationOf = (disposition: Disposition) =>
    classifications.find((one) => one.classificationId === disposition.classificationId);
  const dispositionRow = (disposition: Disposition): JsonRecord => ({
    dispositionId: disposition.dispositionId,
    dispositionName: disposition.dispositionName,
    notes: disposition.notes,
    lastUpdated: new Date(disposition.updatedAt).toISOString(),
    classificationId: disposition.classificationId,
    classificationName: classificationOf(disposition)?.classificationName ?? "",
    systemOutcome: "",
    isActive: disposition.isActive,
    isPreviewDisposition: disposition.isPreviewDisposition,
  });
  const listing: Listing<Disposition> = {
    key: "dispositions",
    rows: store.dispositions,
    view: dispositionRow,
    search: (row) => row.dispositionName,
    isActive: (row) => row.isActive,
    updatedAt: (row) => row.updatedAt,
    order: { dispositionId: (row) => row.dispositionId, dispositionName: (row) => row.dispositionName },
  };
  const dispositionOf = (c: SandboxContext): Disposition => {
    const found = store.dispositions.get(pathId(c, "dispositionId"));
    if (!found) throw new Refusal(acdError(404, "not_found", "The disposition was not found"));
    return found;
  };
  /** Ids of the dispositions of a skill, with the order in which agents see them. */
  const assignedTo = (c: SandboxContext) => {
    const skill = skillOf(sandbox, c);
    const ids = asArray(skill.settings.dispositions).map((item) =>
      asInteger(field(asRecord(item), "dispositionId")),
    );
    return { skill, ids };
  };
  const skillDispositionRow = (disposition: Disposition, displayOrder: number) => ({
    dispositionId: disposition.dispositionId,
    dispositionName: disposition.dispositionName,
    displayOrder,
    classification: classificationOf(disposition)?.classificationName ?? "",
    reportingGroup: classificationOf(disposition)?.reportingGroupName ?? "",
    systemOutcome: "",
    requireCommitmentAmount: false,
    requireRescheduleDate: false,
    agentSpecific: false,
    isPreviewDisposition: disposition.isPreviewDisposition,
  });

  app.get("/cxone/acd/~/dispositions", (c) => acdList(sandbox, c, listing));

  app.post("/cxone/acd/~/dispositions", async (c) => {
    const items = asArray(field(await readRecord(c), "dispositions")).map(asRecord);
    if (items.length === 0) return acdError(400, "invalid_request", "dispositions must be an array");
    const dispositionResults = items.map((item) => {
      const dispositionName = asText(field(item, "dispositionName"))?.trim();
      if (!dispositionName) return { dispositionId: 0, success: false, error: "dispositionName is required" };
      const dispositionId = store.nextNumber("disposition", 2300);
      store.dispositions.put(dispositionId, {
        dispositionId,
        dispositionName,
        classificationId: asInteger(field(item, "classificationId")) ?? 1,
        isPreviewDisposition: asBoolean(field(item, "isPreviewDisposition")) ?? false,
        isActive: true,
        notes: "",
        updatedAt: store.now(),
      });
      return { dispositionId, success: true, error: "" };
    });
    return c.json({
      errorCount: dispositionResults.filter((one) => !one.success).length,
      dispositionResults,
    });
  });

  app.get("/cxone/acd/~/dispositions/classifications", (c) =>
    acdList(sandbox, c, plainListing("classificationResults", classifications, "classificationName")),
  );

  app.get("/cxone/acd/~/dispositions/:dispositionId", (c) => c.json(dispositionRow(dispositionOf(c))));

  app.get("/cxone/acd/~/skills/:skillId/dispositions", (c) => {
    const { skill, ids } = assignedTo(c);
    const rows = ids.flatMap((id, at) => {
      const disposition = store.dispositions.get(id ?? 0);
      return disposition ? [skillDispositionRow(disposition, at + 1)] : [];
    });
    const page = pageOf(c, rows);
    return c.json({
      _links: page.links,
      totalRecords: page.totalRecords,
      skillId: skill.skillId,
      skillName: skill.skillName,
      dispositions: page.rows,
    });
  });

  app.get("/cxone/acd/~/skills/:skillId/dispositions/unassigned", (c) => {
    const { ids } = assignedTo(c);
    const free = store.dispositions.list().filter((one) => one.isActive && !ids.includes(one.dispositionId));
    const page = pageOf(c, free);
    return c.json({
      totalRecords: page.totalRecords,
      dispositions: page.rows.map((one, at) => skillDispositionRow(one, at + 1)),
    });
  });
}
