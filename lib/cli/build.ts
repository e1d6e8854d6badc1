import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { StartError } from "./embedded-postgres.ts";

export const ROOT = path.resolve(import.meta.dirname, "../..");
const CLIENT = path.join(ROOT, "lib/db/generated");

/** Generates the Prisma client when schema.prisma changed since. */
export function ensureClient(): void {
  const stamp = path.join(CLIENT, ".schema-hash");
  const wanted = hashOf(["prisma/schema.prisma", "package-lock.json"]);
  if (readOr(stamp) === wanted) return;
  run("Generating the database client", ["node_modules/prisma/build/index.js", "generate"]);
  fs.writeFileSync(stamp, wanted);
}

/** Builds the console when anything it is made of changed since the last build. */
export function ensureBuild(): void {
  const stamp = path.join(ROOT, ".next/patchbay-build");
  const wanted = hashOf([
    "app",
    "components",
    "lib",
    "prisma/schema.prisma",
    "public",
    "package-lock.json",
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
  ]);
  if (readOr(stamp) === wanted) return;
  fs.rmSync(stamp, { force: true });
  run("Building the console", ["node_modules/next/dist/bin/next", "build"]);
  describeApi();
  fs.writeFileSync(stamp, wanted);
}

/** Writes the description of `/api` beside the build. */
export function describeApi(): void {
  run("Describing the API", ["--conditions=react-server", "lib/cli/describe-api.ts"]);
}

function run(what: string, args: string[]): void {
  console.log(what);
  const result = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: "utf8",
    // `prisma generate` wants the path of a schema engine and never runs it; the real one is WebAssembly.
    env: {
      ...process.env,
      NODE_ENV: "production",
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (result.status !== 0) throw new StartError(`${what} failed:\n${result.stdout}\n${result.stderr}`);
}

const readOr = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined);

/** One hash over the contents of files and folders; tests and generated files do not count. */
function hashOf(entries: string[]): string {
  const hash = createHash("sha256");
  const add = (entry: string) => {
    const full = path.join(ROOT, entry);
    if (!fs.existsSync(full)) return;
    if (fs.statSync(full).isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) add(path.join(entry, name));
    } else if (!/\.test\.tsx?$/.test(entry) && !full.startsWith(CLIENT)) {
      hash.update(entry).update("\0").update(fs.readFileSync(full)).update("\0");
    }
  };
  for (const entry of entries) add(entry);
  return hash.digest("hex");
}
