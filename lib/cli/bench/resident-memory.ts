import { execFileSync } from "node:child_process";

/** Resident memory of a process in MB; undefined where there is no `ps`. */
export function residentMemory(pid: number): number | undefined {
  try {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  } catch {
    return undefined;
  }
}
