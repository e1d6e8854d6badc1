import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Script, ScriptContent } from "../state/model.ts";
import { readParameter, readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asText, field } from "../wire/values.ts";
import { acdError } from "./error-families.ts";
import { currentScript, normalScriptPath } from "./find-script.ts";
import { checkSyntax, readScriptContent } from "./syntax-check.ts";

/** Keeps a new version of a script with a master id of its own; what was current becomes history. */
export function saveScript(
  sandbox: Sandbox,
  saved: Pick<Script, "scriptPath" | "mediaType" | "content" | "modifyUser"> & Partial<Script>,
): Script {
  const { store } = sandbox;
  for (const older of store.scripts.where("path", saved.scriptPath.toLowerCase()))
    if (older.status === "CURR") store.scripts.update(older.masterId, { status: "HIST" });
  const masterId = store.nextNumber("script", 92_100_300);
  return store.scripts.put(masterId, { ...saved, masterId, status: "CURR", modifyDate: store.now() });
}

/** Saving, locking, deleting and running Studio scripts (facts/cxone.md §2.6). */
export function scriptWriteRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const missing = (scriptPath: string) =>
    acdError(404, "not_found", `The script ${scriptPath} was not found`);

  const pathIn = async (c: SandboxContext) =>
    normalScriptPath(asText(await readParameter(c, "scriptPath")) ?? "");

  /** A script that somebody else has locked is not to be changed under their hands. */
  const lockProblem = (c: SandboxContext, scriptPath: string): Response | null => {
    const holder = currentScript(sandbox, scriptPath)?.lockedBy;
    const isForeign = holder && holder !== c.get("session").agent.userName;
    return isForeign ? acdError(409, "conflict", `The script ${scriptPath} is locked by ${holder}`) : null;
  };

  const save = (c: SandboxContext, content: ScriptContent, scriptPath: string): Response => {
    const check = checkSyntax(content);
    const errorCode = { code: "SYNTAX_CHECK", details: check };
    if (check.totalErrors > 0) {
      return c.json(
        { errorCount: 1, results: [{ success: false, scriptName: scriptPath, error_code: errorCode }] },
        409,
      );
    }
    const { masterId } = saveScript(sandbox, {
      scriptPath,
      mediaType: asInteger(content.header.mediaType) ?? 9,
      content,
      modifyUser: c.get("session").agent.userName,
    });
    const saved = { success: true, scriptName: scriptPath, masterId, libraryId: crypto.randomUUID() };
    if (check.totalWarnings === 0) return c.json({ errorCount: 0, results: [saved] });
    return c.json({ errorCount: 0, results: [{ ...saved, error_code: errorCode }] }, 206);
  };

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
    return lockProblem(c, scriptPath) ?? save(c, content, scriptPath);
  });

  /** Locks and unlocks; with a scriptContent in the body it saves as well. */
  app.put("/cxone/acd/~/scripts", async (c) => {
    const scriptPath = await pathIn(c);
    const script = currentScript(sandbox, scriptPath);
    if (scriptPath === "" || !script) return missing(scriptPath);
    const locked = lockProblem(c, scriptPath);
    if (locked) return locked;
    const lock = asBoolean(await readParameter(c, "lockScript"));
    const sent = field(await readRecord(c), "scriptContent");
    const content = readScriptContent(sent);
    if (sent !== undefined && !content)
      return acdError(400, "invalid_request", "scriptContent is not a script");
    const answer = content
      ? save(c, content, script.scriptPath)
      : c.json({ success: true, masterId: script.masterId });
    const current = currentScript(sandbox, scriptPath);
    if (lock !== undefined && answer.ok && current)
      store.scripts.update(current.masterId, { lockedBy: lock ? c.get("session").agent.userName : null });
    return answer;
  });

  app.delete("/cxone/acd/~/scripts", async (c) => {
    const scriptPath = await pathIn(c);
    const versions = store.scripts.where("path", scriptPath.toLowerCase());
    if (versions.length === 0) return missing(scriptPath);
    const locked = lockProblem(c, scriptPath);
    if (locked) return locked;
    for (const script of versions) store.scripts.remove(script.masterId);
    return c.json({ success: true });
  });

  /** Ends a running script; nothing runs here that could be ended, so a known one is enough. */
  app.post("/cxone/acd/~/scripts/kick", async (c) => {
    const wanted =
      asText((await readParameter(c, "scriptPath")) ?? (await readParameter(c, "scriptId"))) ?? "";
    return currentScript(sandbox, wanted) ? c.body(null, 202) : missing(wanted);
  });
}
