import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuild, ensureClient, ROOT } from "./build.ts";
import { findBrowser } from "./find-browser.ts";
import { main } from "./main.ts";

type Count = { passed: number; failed: number };

/**
 * Everything that must hold, from a fresh clone: lint, types, unit and integration tests, then the journeys in a
 * browser against the built product. `npm test -- unit` or `-- e2e` runs a part. Ends with `N passed, N failed`.
 */
await main(async () => {
  const part = process.argv[2];
  const results = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-results-"));
  const counts: Count[] = [];
  const wants = (name: string) => !part || part === name;
  let unit: Promise<Count> | undefined;
  try {
    ensureClient();
    // The tests wait more than they compute: lint, types and the build for the browser run in their pauses.
    if (wants("unit")) unit = vitest(results);
    if (wants("static")) {
      counts.push(await check("lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]));
      // What Next says of pages and routes has to be there before it can be checked.
      counts.push(await check("types of routes", ["node_modules/next/dist/bin/next", "typegen"]));
      // What is found is kept where the build looks for it, which then checks only what it adds.
      const kept = ["--tsBuildInfoFile", ".next/cache/.tsbuildinfo"];
      counts.push(await check("types", ["node_modules/typescript/bin/tsc", "--noEmit", ...kept]));
    }
    if (wants("e2e")) ensureBuild();
    if (unit) counts.push(await unit);
    if (wants("e2e")) counts.push(await playwright(results));
  } finally {
    await unit;
    fs.rmSync(results, { recursive: true, force: true });
  }
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
});

async function check(name: string, args: string[]): Promise<Count> {
  const code = await run(args);
  console.log(`${name}: ${code === 0 ? "ok" : "failed"}`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(results: string): Promise<Count> {
  const file = path.join(results, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run([
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config",
    "lib/cli/vitest.config.ts",
    ...reporters,
  ]);
  const report = readReport<{ numPassedTests: number; numFailedTests: number; numFailedTestSuites: number }>(
    file,
  );
  return finish(code, report?.numPassedTests, report?.numFailedTests);
}

async function playwright(results: string): Promise<Count> {
  const file = path.join(results, "playwright.json");
  const args = [
    "node_modules/@playwright/test/cli.js",
    "test",
    "--config",
    "e2e/playwright.config.ts",
    "--reporter=list,json",
  ];
  const code = await run(args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PATCHBAY_BROWSER: findBrowser() });
  const report = readReport<{ stats: { expected: number; unexpected: number; skipped: number } }>(file);
  // A test that could not run because another failed has not passed.
  return finish(
    code,
    report?.stats.expected,
    report ? report.stats.unexpected + report.stats.skipped : undefined,
  );
}

/** A run that failed without naming a failed test (a crash, a bad set-up) still counts as one. */
function finish(code: number, passed = 0, failed = 0): Count {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function readReport<T>(file: string): T | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T) : undefined;
}

function run(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}
