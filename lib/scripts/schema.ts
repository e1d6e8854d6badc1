import type * as z from "zod";
import { sortBy, tenantQuery } from "#lib/tenant/schema.ts";

export const scriptQuery = tenantQuery.extend({ sort: sortBy("path", "modified") });
export type ScriptQuery = z.output<typeof scriptQuery>;

export type ScriptRow = {
  /** Folders and name, parted by backslashes: `Cognigy\Handover`. */
  path: string;
  masterId: number;
  mediaTypeId: number | null;
  modifiedAt: string;
  modifiedBy: string;
  /** Channels that run it. */
  channels: { id: string; name: string }[];
  handover: { id: string; name: string } | null;
};

/** One requirement of a handover's script and how this script meets it (H-06, H-60, H-61). */
export type ScriptFinding = {
  rule: string;
  title: string;
  state: "good" | "warning" | "bad";
  message: string;
};

export type ScriptDetail = ScriptRow & {
  /** Null for scripts of desktop Studio, which no API gives as data. */
  findings: ScriptFinding[] | null;
  versions: { id: number | null; modifiedAt: string; modifiedBy: string; current: boolean }[];
};

/** `Cognigy\Handover` → folder and name; the folder is empty at the top. */
export function splitScriptPath(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf("\\");
  return at < 0 ? { folder: "", name: path } : { folder: path.slice(0, at), name: path.slice(at + 1) };
}
