import fs from "node:fs";
import path from "node:path";
import { StartError } from "../embedded-postgres.ts";
import { BENCH_DIR } from "./bench-dir.ts";

const FILE = path.join(BENCH_DIR, "running");

/** Makes this the only bench of the checkout; two at a time would measure each other. Returns how to end the turn. */
export function takeTurn(): () => void {
  fs.mkdirSync(BENCH_DIR, { recursive: true });
  const other = fs.existsSync(FILE) ? Number(fs.readFileSync(FILE, "utf8")) : 0;
  if (other && isAlive(other)) {
    throw new StartError(`Another bench is running (process ${other}): wait for its end, or stop it.`);
  }
  fs.writeFileSync(FILE, String(process.pid));
  return () => fs.rmSync(FILE, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
