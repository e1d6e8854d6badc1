import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import net from "node:net";
import path from "node:path";
import { ROOT } from "../build.ts";
import { BENCH_DIR } from "./bench-dir.ts";
import { PEER_APP } from "./peer-app.ts";
import { endProcess, profiling, track } from "./program.ts";

const START_TIMEOUT_MS = 60_000;

export type NextServer = {
  port: number;
  pid: number;
  /** From the start of the process to its first answer with status 200, in milliseconds. */
  readyAfterMs: number;
  stop(): Promise<void>;
};

/** The built console, started as `npm run console` (or `npm start`, without the sandbox) does. */
export async function startConsole(databaseUrl: string, role: "console" | "start"): Promise<NextServer> {
  const port = await freePort();
  return startServer(
    [
      "--conditions=react-server",
      "--disable-warning=ExperimentalWarning",
      path.join(ROOT, "lib/cli/start.ts"),
      role,
    ],
    {
      DATABASE_URL: databaseUrl,
      DATA_DIR: path.join(BENCH_DIR, "console-data"),
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      HOST: "127.0.0.1",
      SANDBOX: "off",
      ADMIN_EMAIL: "bench@example.com",
      ADMIN_PASSWORD: randomBytes(16).toString("hex"),
    },
    ROOT,
    `http://127.0.0.1:${port}/sign-in`,
  );
}

/** The peer app, started by `next start`. */
export async function startPeerApp(): Promise<NextServer> {
  const port = String(await freePort());
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  // Ours may start from compiled code that it kept; a fresh app does not.
  const env = { NODE_COMPILE_CACHE: undefined };
  return startServer(
    [next, "start", "-H", "127.0.0.1", "-p", port],
    env,
    PEER_APP,
    `http://127.0.0.1:${port}/`,
  );
}

async function startServer(
  args: string[],
  env: Record<string, string | undefined>,
  cwd: string,
  address: string,
): Promise<NextServer> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...profiling(), ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  track(child);
  const stop = () => endProcess(child, () => child.kill("SIGTERM"));
  try {
    while (!(await answers(address))) {
      if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended with code ${child.exitCode}`);
      if (performance.now() - startedAt > START_TIMEOUT_MS) throw new Error(`${address} gave no answer`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const readyAfterMs = performance.now() - startedAt;
  return { port: Number(new URL(address).port), pid: child.pid ?? 0, readyAfterMs, stop };
}

const answers = (address: string) =>
  fetch(address).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status === 200;
    },
    () => false,
  );

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
