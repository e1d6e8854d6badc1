import path from "node:path";
import { ROOT } from "../build.ts";

/** Where a run keeps its PostgreSQL and the apps it builds to compare with. Nothing else lives there. */
export const BENCH_DIR = path.join(ROOT, ".data/bench");
