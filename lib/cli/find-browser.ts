import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { ROOT } from "./build.ts";
import { StartError } from "./embedded-postgres.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium for the browser tests: an installed one, else Playwright's own download, else the system's package.
 * Throws StartError with what to install when none of the three can be had.
 */
export function findBrowser(): string {
  const found = installed() ?? downloaded();
  if (found) return found;
  console.log("No Chromium here: asking Playwright for one");
  quietly(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], 120_000);
  const fetched = downloaded();
  if (fetched) return fetched;
  console.log("Playwright's download is out of reach: installing the system's package chromium");
  quietly("apt-get", ["update"], 180_000);
  quietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], 600_000);
  const packaged = installed();
  if (packaged) return packaged;
  throw new StartError(
    "The browser tests need Chromium or Chrome: install one, or run npx playwright install chromium.",
  );
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...MAC];
  return candidates.find((file) => fs.existsSync(file));
}

function downloaded(): string | undefined {
  const file = chromium.executablePath();
  return fs.existsSync(file) ? file : undefined;
}

function quietly(command: string, args: string[], timeout: number): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { cwd: ROOT, timeout, stdio: "ignore", env });
}
