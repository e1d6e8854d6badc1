import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Script } from "../state/model.ts";
import { asBoolean, asInteger, type JsonRecord } from "../wire/values.ts";
import { pageOf, queryOf } from "./acd-list.ts";
import { acdError } from "./error-families.ts";
import { currentScript, normalScriptPath } from "./find-script.ts";
import { scriptXml } from "./script-xml.ts";
import { actionType } from "./syntax-check.ts";

function mediaTypeText(mediaType: number): string {
  return mediaType === 4 ? "Phone" : mediaType === 9 ? "Digital" : "Generic";
}

/** Reading Studio scripts (facts/cxone.md §2.6). Writing them is in write-script.ts. */
export function scriptRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const iso = (time: number) => new Date(time).toISOString();

  app.get("/cxone/acd/~/scripts/search", (c) => {
    const name = normalScriptPath(queryOf(c, "scriptName") ?? queryOf(c, "searchString") ?? "").toLowerCase();
    const mediaType = asInteger(queryOf(c, "mediaType"));
    const withHistory = asBoolean(queryOf(c, "includeInactive")) ?? false;
    const found = store.scripts
      .list()
      .filter(
        (script) =>
          (withHistory || script.status === "CURR") &&
          script.scriptPath.toLowerCase().includes(name) &&
          (mediaType === undefined || script.mediaType === mediaType),
      );
    // Nothing public says that the search is paged: a call that does not ask for a page gets everything.
    const isPaged = queryOf(c, "top") !== undefined || queryOf(c, "skip") !== undefined;
    const rows = isPaged ? pageOf(c, found).rows : found;
    return c.json({
      totalRecords: found.length,
      scriptSearchDetails: rows.map((script) => ({
        masterID: script.masterId,
        scriptName: script.scriptPath,
        status: script.status,
        mediaType: script.mediaType,
        modifyDate: iso(script.modifyDate),
        mUser: script.modifyUser,
        actions: [...new Set(Object.values(script.content.actions).map(actionType))],
      })),
    });
  });

  app.get("/cxone/acd/~/script-folders", (c) => {
    const folder = normalScriptPath(queryOf(c, "folder") ?? "");
    const prefix = folder === "" ? "" : `${folder.toLowerCase()}\\`;
    const folders = new Map<string, string>();
    const scripts: JsonRecord[] = [];
    for (const script of store.scripts.list()) {
      if (script.status !== "CURR" || !script.scriptPath.toLowerCase().startsWith(prefix)) continue;
      const [first = "", ...deeper] = script.scriptPath.slice(prefix.length).split("\\");
      if (deeper.length > 0) folders.set(first.toLowerCase(), first);
      else {
        scripts.push({
          scriptName: first,
          masterID: script.masterId,
          isFolder: false,
          mediaTypeName: mediaTypeText(script.mediaType),
          lockedBy: script.lockedBy ?? "",
          modifiedBy: script.modifyUser,
          modifiedDate: iso(script.modifyDate),
        });
      }
    }
    const rows = [...folders.values()].map((scriptName) => ({
      scriptName,
      masterID: 0,
      isFolder: true,
      mediaTypeName: "",
      lockedBy: "",
      modifiedBy: "",
    }));
    return c.json({ scriptList: [...rows, ...scripts] });
  });

  app.get("/cxone/acd/~/scripts/historybyname", (c) => {
    const path = normalScriptPath(queryOf(c, "scriptPath") ?? "").toLowerCase();
    const versions = store.scripts.where("path", path);
    if (versions.length === 0) return acdError(404, "not_found", "The script was not found");
    const rows = versions.map((script) => ({
      scriptId: script.masterId,
      modifyDate: iso(script.modifyDate),
      modifyUser: script.modifyUser,
      status: script.status,
    }));
    return c.json({ versions: rows.reverse() });
  });

  const contentOf = (script: Script) => ({
    ...script.content,
    header: {
      ...script.content.header,
      scriptName: script.scriptPath,
      masterId: script.masterId,
      lockInfo: script.lockedBy ? { lockedBy: script.lockedBy } : null,
    },
  });

  app.get("/cxone/acd/~/scripts", (c) => {
    const wanted = queryOf(c, "scriptPath") ?? queryOf(c, "scriptId");
    if (!wanted) return acdError(400, "invalid_request", "scriptPath or scriptId is required");
    const script = currentScript(sandbox, wanted);
    if (!script) return acdError(404, "not_found", `The script ${wanted} was not found`);
    // Web Studio's JSON does not exist for what was drawn in the desktop Studio, and this is how the API says so.
    if (script.isDesktopOnly)
      return acdError(500, "server_error", "Object reference not set to an instance of an object.");
    return c.json(contentOf(script));
  });

  app.get("/cxone/acd/~/scripts/:scriptId{[0-9]+}", (c) => {
    const script = store.scripts.get(c.req.param("scriptId"));
    if (!script) return acdError(404, "not_found", "The script was not found");
    const body = Buffer.from(scriptXml(script)).toString("base64");
    return c.json({
      scriptName: script.scriptPath,
      [store.switches.scriptXmlField]: body,
    });
  });
}
