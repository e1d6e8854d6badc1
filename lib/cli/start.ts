import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { type Env, env } from "#lib/env.ts";
import { describeApi, ensureBuild, ensureClient, ROOT } from "./build.ts";
import { StartError } from "./embedded-postgres.ts";
import { main, stopOnSignal } from "./main.ts";
import type { Role } from "./roles.ts";

const ALL: readonly Role[] = ["console", "bridge", "worker"];

/**
 * `start` runs everything in one process, the sandbox beside it. `console`, `bridge`, `worker` run one role; as many
 * as wanted share one PostgreSQL. `dev` is `start` with pages compiled on change.
 */
await main(async () => {
  const command = process.argv[2] ?? "start";
  const whole = command === "start" || command === "dev";
  const roles = whole ? ALL : ALL.filter((role) => role === command);
  const settings = env();
  fs.mkdirSync(settings.dataDir, { recursive: true });
  if (!roles.every((role) => role === "worker")) await refuseTakenPort("PORT", settings.PORT);
  const sandboxed = whole && settings.SANDBOX === "on";
  if (sandboxed) await refuseTakenPort("SANDBOX_PORT", settings.SANDBOX_PORT);
  if (!settings.VAULT_KEYS) process.env.DATA_DIR = settings.dataDir;

  ensureClient();
  const { migrateDatabase, openDatabase } = await import("./database.ts");
  const { startRoles } = await import("./roles.ts");
  const database = await openDatabase();
  const stops: (() => Promise<void>)[] = [database.stop];
  const stopAll = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  stopOnSignal(stopAll);
  try {
    if (roles.includes("console")) command === "dev" ? describeApi() : ensureBuild();
    await migrateDatabase();
    if (sandboxed) stops.push(await startSandboxProcess(settings));
    await prepareFirstStart(settings, sandboxed);
    const running = await startRoles(roles, { dev: command === "dev" });
    stops.push(running.stop);
    if (running.port !== undefined) await untilHealthy(running.port, roles.includes("console"));
    announce(settings, roles, sandboxed);
  } catch (error) {
    await stopAll();
    throw error;
  }
});

async function prepareFirstStart(settings: Env, sandboxed: boolean): Promise<void> {
  const { ensureFirstAdmin } = await import("#lib/people/ensure-first-admin.ts");
  const { allowHost } = await import("#lib/private-hosts/allow-host.ts");
  const { systemCtx } = await import("#lib/auth/ctx.ts");
  const ctx = systemCtx("first start");
  const admin = await ensureFirstAdmin();
  if (admin?.password) {
    console.log(`First admin: ${admin.email}  password: ${admin.password}  (also in ${admin.passwordFile})`);
  }
  // A check asks our own bridge for a token, as CXone will.
  const own = new URL(settings.publicUrl);
  if (own.protocol === "http:") await allowHost(ctx, own.host, "This installation's own address");
  for (const port of sandboxed ? await sandboxPorts(settings) : []) {
    for (const name of ["127.0.0.1", "localhost"]) {
      await allowHost(ctx, `${name}:${port}`, "The sandbox of this installation");
    }
  }
  // Its name server takes the next free port when its own is taken.
  const { dns } = sandboxed ? await sandboxCredentials(settings) : {};
  if (dns) await allowHost(ctx, dns.server, "The name server of the sandbox");
}

async function sandboxCredentials(settings: Env): Promise<{ dns?: { server: string } }> {
  const answer = await fetch(`http://127.0.0.1:${settings.SANDBOX_PORT}/credentials.json`);
  return (await answer.json()) as { dns?: { server: string } };
}

/** The sandbox's own port and that of its mail server. */
async function sandboxPorts({ SANDBOX_PORT }: Env): Promise<number[]> {
  const answer = await fetch(`http://127.0.0.1:${SANDBOX_PORT}/credentials.json`);
  const { smtp } = (await answer.json()) as { smtp?: { port?: number } };
  return smtp?.port ? [SANDBOX_PORT, smtp.port] : [SANDBOX_PORT];
}

async function startSandboxProcess(settings: Env): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [path.join(ROOT, "lib/sandbox/main.ts")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DATA_DIR: settings.dataDir, SANDBOX_PORT: String(settings.SANDBOX_PORT) },
    // Its own group, so that Ctrl-C reaches it through us, after what calls it has stopped.
    detached: process.platform !== "win32",
  });
  const exited = once(child, "exit");
  const address = `http://127.0.0.1:${settings.SANDBOX_PORT}/credentials.json`;
  const ready = async () => {
    while (
      !(await fetch(address).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const failed = exited.then(() => {
    throw new StartError("The sandbox did not start: see the line above, or set SANDBOX=off.");
  });
  await Promise.race([ready(), failed]);
  failed.catch(() => {});
  return async () => {
    child.kill("SIGTERM");
    await exited;
  };
}

async function untilHealthy(port: number, console: boolean): Promise<void> {
  const address = `http://127.0.0.1:${port}${console ? "/api/health" : "/handover/niceCxOne"}`;
  const answer = await fetch(address);
  if (!answer.ok)
    throw new StartError(`Patchbay started but is not healthy: ${address} answered ${answer.status}.`);
}

async function refuseTakenPort(name: "PORT" | "SANDBOX_PORT", port: number): Promise<void> {
  const probe = net.createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(port, resolve);
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EACCES")
      throw new StartError(`${name} ${port} needs more rights: set ${name} to 1024 or above.`);
    throw new StartError(
      `${name} ${port} is taken by another program: stop it or set ${name} to another port.`,
    );
  }
  await new Promise((resolve) => probe.close(resolve));
}

function announce(settings: Env, roles: readonly Role[], sandboxed: boolean): void {
  if (roles.includes("console")) console.log(`Patchbay is ready: ${settings.publicUrl}`);
  else console.log(`Patchbay is ready: ${roles.join(", ")}`);
  if (sandboxed) console.log(`Sandbox (simulated vendors): http://localhost:${settings.SANDBOX_PORT}`);
}
