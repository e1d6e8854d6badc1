import type { Sandbox } from "../sandbox.ts";
import type { Channel } from "../state/digital-model.ts";
import type { Script } from "../state/model.ts";
import { asInteger } from "../wire/values.ts";

/** Studio paths are told apart without regard to case, with backslashes between folders. */
export function normalScriptPath(path: string): string {
  return path
    .replaceAll("/", "\\")
    .replace(/\\{2,}/g, "\\")
    .replace(/^\\|\\$/g, "")
    .trim();
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
