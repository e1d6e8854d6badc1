import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Channel, Script } from "../state/model.ts";
import { readParameter, readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asText, field, type JsonRecord } from "../wire/values.ts";
import { acdError } from "./error-families.ts";
import { checkSyntax, readScriptContent } from "./syntax-check.ts";

/** Studio paths are told apart without regard to case, with backslashes between folders. */
export function normalScriptPath(path: string): string {
  return path
    .replaceAll("/", "\\")
    .replace(/\\{2,}/g, "\\")
    .replace(/^\\|\\$/g, "")
    .trim();
}

function mediaTypeText(mediaType: number): string {
  return mediaType === 4 ? "Phone" : mediaType === 9 ? "Digital" : "Generic";
}

/** The current version of a script by path, or any version by master id. */
export function currentScript(sandbox: Sandbox, pathOrId: string): Script | undefined {
  const { scripts } = sandbox.store;
  const id = asInteger(pathOrId);
  const byId = id === undefined ? undefined : scripts.get(id);
  if (byId) return byId;
  const path = normalScriptPath(pathOrId).toLowerCase();
  return scripts.where("path", path).findLast((script) => script.status === "CURR");
}

/** The script of a channel. A bare name works when no other folder has it: how the field is read is not documented. */
export function scriptOfChannel(sandbox: Sandbox, channel: Channel | undefined): Script | undefined {
  if (!channel?.studioScript) return undefined;
  const exact = currentScript(sandbox, channel.studioScript);
  const name = normalScriptPath(channel.studioScript).toLowerCase();
  if (exact || name.includes("\\")) return exact;
  const found = sandbox.store.scripts
    .list()
    .filter((script) => script.status === "CURR" && script.scriptPath.toLowerCase().endsWith(`\\${name}`));
  return found.length === 1 ? found[0] : undefined;
}

/** Studio scripts (facts/cxone.md §2.6). Saving the same name makes a new version with a new master id. */
export function scriptRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const iso = (time: number) => new Date(time).toISOString();

  app.get("/cxone/acd/~/scripts/search", (c) => {
    const name = c.req.query("scriptName")?.toLowerCase();
    const mediaType = asInteger(c.req.query("mediaType"));
    const withHistory = asBoolean(c.req.query("includeInactive")) ?? false;
    const found = store.scripts
      .list()
      .filter((script) => withHistory || script.status === "CURR")
      .filter((script) => !name || script.scriptPath.toLowerCase().includes(normalScriptPath(name)))
      .filter((script) => mediaType === undefined || script.mediaType === mediaType);
    return c.json({
      scriptSearchDetails: found.map((script) => ({
        masterID: script.masterId,
        scriptName: script.scriptPath,
        status: script.status,
        mediaType: script.mediaType,
        modifyDate: iso(script.modifyDate),
        mUser: script.modifyUser,
        actions: [],
      })),
    });
  });

  app.get("/cxone/acd/~/script-folders", (c) => {
    const folder = normalScriptPath(c.req.query("folder") ?? "");
    const prefix = folder === "" ? "" : `${folder.toLowerCase()}\\`;
    const folders = new Map<string, string>();
    const scripts: JsonRecord[] = [];
    for (const script of store.scripts.list()) {
      if (script.status !== "CURR" || !script.scriptPath.toLowerCase().startsWith(prefix)) continue;
      const rest = script.scriptPath.slice(prefix.length);
      const [first = "", ...deeper] = rest.split("\\");
      if (deeper.length > 0) folders.set(first.toLowerCase(), first);
      else {
        scripts.push({
          scriptName: first,
          masterID: script.masterId,
          isFolder: false,
          mediaTypeName: mediaTypeText(script.mediaType),
          lockedBy: "",
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
    const versions = store.scripts.where(
      "path",
      normalScriptPath(c.req.query("scriptPath") ?? "").toLowerCase(),
    );
    if (versions.length === 0) return acdError(404, "not_found", "The script was not found");
    return c.json({
      versions: versions
        .map((script) => ({
          scriptId: script.masterId,
          modifyDate: iso(script.modifyDate),
          modifyUser: script.modifyUser,
          status: script.status,
        }))
        .reverse(),
    });
  });

  app.get("/cxone/acd/~/scripts", (c) => {
    const wanted = c.req.query("scriptPath") ?? c.req.query("scriptId");
    if (!wanted) return acdError(400, "invalid_request", "scriptPath or scriptId is required");
    const script = currentScript(sandbox, wanted);
    return script ? c.json(script.content) : acdError(404, "not_found", `The script ${wanted} was not found`);
  });

  app.get("/cxone/acd/~/scripts/:scriptId{[0-9]+}", (c) => {
    const script = store.scripts.get(c.req.param("scriptId"));
    if (!script) return acdError(404, "not_found", "The script was not found");
    const xml = `<Script name="${encodeURIComponent(script.scriptPath)}" id="${script.masterId}"/>`;
    return c.json({ scriptName: script.scriptPath, body: Buffer.from(xml).toString("base64") });
  });

  app.post("/cxone/acd/~/scripts", async (c) => {
    const content = readScriptContent(field(await readRecord(c), "scriptContent"));
    if (!content)
      return acdError(
        400,
        "invalid_request",
        "scriptContent with header, actions, properties and branches is required",
      );
    const scriptPath = normalScriptPath(asText(content.header.scriptName) ?? "");
    if (scriptPath === "")
      return acdError(400, "invalid_request", "scriptContent.header.scriptName is required");
    const busNo = asInteger(content.header.busNo);
    if (busNo !== undefined && busNo !== store.tenant.businessUnitId) {
      return acdError(403, "access_denied", `Business unit ${busNo} is not the business unit of this user`);
    }
    const check = checkSyntax(content);
    const errorCode = { code: "SYNTAX_CHECK", details: check };
    if (check.totalErrors > 0) {
      return c.json(
        { errorCount: 1, results: [{ success: false, scriptName: scriptPath, error_code: errorCode }] },
        409,
      );
    }
    for (const older of store.scripts.where("path", scriptPath.toLowerCase()))
      store.scripts.update(older.masterId, { status: "HIST" });
    const masterId = store.nextNumber("script", 92_100_300);
    const user = c.get("session").agent.userName;
    store.scripts.put(masterId, {
      masterId,
      scriptPath,
      mediaType: asInteger(content.header.mediaType) ?? 9,
      status: "CURR",
      content: { ...content, header: { ...content.header, scriptName: scriptPath, masterId } },
      modifyDate: store.now(),
      modifyUser: user,
    });
    const saved = { success: true, scriptName: scriptPath, masterId, libraryId: crypto.randomUUID() };
    if (check.totalWarnings === 0) return c.json({ errorCount: 0, results: [saved] });
    return c.json({ errorCount: 0, results: [{ ...saved, error_code: errorCode }] }, 206);
  });

  app.delete("/cxone/acd/~/scripts", async (c) => {
    const scriptPath = normalScriptPath(asText(await readParameter(c, "scriptPath")) ?? "");
    const versions = store.scripts.where("path", scriptPath.toLowerCase());
    if (versions.length === 0) return acdError(404, "not_found", `The script ${scriptPath} was not found`);
    for (const script of versions) store.scripts.remove(script.masterId);
    return c.json({ success: true });
  });
}
