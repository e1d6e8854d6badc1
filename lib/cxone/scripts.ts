import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId, parseAnswer, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { CxoneError } from "./errors.ts";

const found = z.object({
  masterID: integerId,
  /** Full path, folders parted by backslashes. */
  scriptName: z.string(),
  /** "CURR" for the version that runs. */
  status: textOrEmpty,
  modifyDate: textOrEmpty,
  mUser: textOrEmpty,
  mediaType: nullableId,
});

export type FoundScript = z.infer<typeof found>;

/** Studio scripts whose path contains the text; current versions only (facts/cxone.md §2.6). */
export async function searchScripts(client: CxoneClient, scriptName: string): Promise<FoundScript[]> {
  const { scriptSearchDetails } = await client.read(
    {
      operation: "cxone.scripts.search",
      api: "acd",
      method: "GET",
      path: "scripts/search",
      query: { scriptName },
      idempotent: true,
    },
    z.object({ scriptSearchDetails: z.array(found).nullish() }),
  );
  return (scriptSearchDetails ?? []).filter((script) => script.status === "" || script.status === "CURR");
}

const version = z.object({
  scriptId: nullableId,
  modifyDate: textOrEmpty,
  modifyUser: textOrEmpty,
  status: textOrEmpty,
});

export type ScriptVersion = z.infer<typeof version>;

/** The versions of a script as CXone lists them; each save makes one (facts/cxone.md §2.6). */
export async function listScriptVersions(client: CxoneClient, scriptPath: string): Promise<ScriptVersion[]> {
  try {
    const { versions } = await client.read(
      {
        operation: "cxone.scripts.history",
        api: "acd",
        method: "GET",
        path: "scripts/historyByName",
        query: { scriptPath },
        idempotent: true,
      },
      z.object({ versions: z.array(version).nullish() }),
    );
    return versions ?? [];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** A script as web Studio stores it. Header, actions and the rest are the vendor's own and pass through untouched. */
const content = z.object({
  header: z.looseObject({ scriptName: textOrEmpty, masterId: nullableId }),
  actions: z.record(z.string(), z.unknown()),
  properties: z.record(z.string(), z.unknown()),
  branches: z.record(z.string(), z.unknown()),
});

export type ScriptContent = z.infer<typeof content>;

/** The current version of a script by path (`Cognigy\Name`), or null. Scripts made in desktop Studio answer 500. */
export async function getScript(client: CxoneClient, scriptPath: string): Promise<ScriptContent | null> {
  try {
    return await client.read(
      {
        operation: "cxone.scripts.get",
        api: "acd",
        method: "GET",
        path: "scripts",
        query: { scriptPath },
        idempotent: true,
        // The 500 of a desktop script is its final answer; more tries would only cost time.
        maxAttempts: 2,
      },
      content,
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export interface ScriptProblem {
  readonly actionId: string;
  readonly actionType: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export type ScriptSave =
  | { readonly outcome: "saved"; readonly masterId: number | null }
  | {
      readonly outcome: "saved_with_warnings";
      readonly masterId: number | null;
      readonly problems: readonly ScriptProblem[];
    }
  /** Nothing was saved. */
  | { readonly outcome: "rejected"; readonly problems: readonly ScriptProblem[] };

const keys = z
  .array(z.union([z.object({ key: z.string() }).transform((entry) => entry.key), z.string()]))
  .nullish()
  .transform((list) => list ?? []);

const saveAnswer = z.object({
  results: z
    .array(
      z.object({
        success: flag,
        masterId: nullableId,
        error_code: z
          .object({
            details: z.object({
              actions: z
                .record(z.string(), z.object({ actionType: textOrEmpty, errors: keys, warnings: keys }))
                .nullish(),
            }),
          })
          .nullish(),
      }),
    )
    .min(1),
});

/**
 * Saves a script under the path in its header. The server checks it: 200 is clean, 206 saved with warnings, 409 not saved. Saving
 * the same path makes a new version with a new master id, so this is not repeated by itself.
 */
export async function saveScript(client: CxoneClient, script: ScriptContent): Promise<ScriptSave> {
  const operation = "cxone.scripts.save";
  const response = await client.request({
    operation,
    api: "acd",
    method: "POST",
    path: "scripts",
    body: { scriptContent: script },
    idempotent: false,
    alsoAccept: [409],
  });
  const [result] = parseAnswer(operation, response, saveAnswer).results;
  const problems = Object.entries(result?.error_code?.details.actions ?? {}).map(([actionId, action]) => ({
    actionId,
    ...action,
  }));
  if (response.status === 409) return { outcome: "rejected", problems };
  if (!result?.success) {
    throw new CxoneError("batch_failed", "CXone did not save the script and gave no reason.", {
      operation,
      status: response.status,
      requestLogId: response.requestLogId,
    });
  }
  const { masterId } = result;
  return response.status === 206 || problems.length > 0
    ? { outcome: "saved_with_warnings", masterId, problems }
    : { outcome: "saved", masterId };
}

/** Deletes all versions of a script. False when there was none. */
export async function deleteScript(client: CxoneClient, scriptPath: string): Promise<boolean> {
  try {
    await client.request({
      operation: "cxone.scripts.delete",
      api: "acd",
      method: "DELETE",
      path: "scripts",
      query: { scriptPath },
      idempotent: true,
    });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

const folderEntry = z.object({
  scriptName: z.string(),
  masterID: nullableId,
  isFolder: flag.nullish().transform((yes) => yes ?? false),
});

export type FolderEntry = z.infer<typeof folderEntry>;

/** What lies in a Studio folder; empty when the folder does not exist, which CXone does not tell apart (H-60). */
export async function listScriptFolder(client: CxoneClient, folder: string): Promise<FolderEntry[]> {
  const { scriptList } = await client.read(
    {
      operation: "cxone.scripts.list-folder",
      api: "acd",
      method: "GET",
      path: "script-folders",
      query: { folder },
      idempotent: true,
    },
    z.object({ scriptList: z.array(folderEntry).nullish() }),
  );
  return scriptList ?? [];
}
