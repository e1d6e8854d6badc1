// Entry of every npm script. Runs on any Node from 20.19: installs what the lock file names when it is missing or
// newer, then hands over to the Node of the project, which runs TypeScript as it is.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const [command, ...args] = process.argv.slice(2);

ensureInstalled();
const node = path.join(root, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node");
const child = spawn(
  node,
  [
    "--conditions=react-server",
    "--disable-warning=ExperimentalWarning",
    path.join(root, `lib/cli/${command}.ts`),
    ...args,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } },
);
// Ctrl-C reaches the whole group; a signal sent to this process alone is handed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

function ensureInstalled() {
  const marker = path.join(root, "node_modules/.package-lock.json");
  const fresh =
    fs.existsSync(marker) &&
    fs.statSync(marker).mtimeMs >= fs.statSync(path.join(root, "package-lock.json")).mtimeMs;
  if (fresh) return;
  console.log("Installing dependencies (npm ci)");
  const npm = process.env.npm_execpath;
  const install = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const result = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...install], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", install, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (result.status !== 0) {
    console.error(
      "npm ci failed: see the lines above. Patchbay needs the npm registry once, for the first start.",
    );
    process.exit(1);
  }
  // npm keeps the time of the archive on some systems; the marker must be newer than the lock file.
  fs.utimesSync(marker, new Date(), new Date());
}
