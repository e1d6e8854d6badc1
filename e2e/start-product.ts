import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");

/** What the running product is reached by; fixtures read it from the environment. */
export type Product = {
  url: string;
  sandboxUrl: string;
  dataDir: string;
  logFile: string;
  adminEmail: string;
  adminPassword: string;
};

/** Starts the product as `npm start` does, in a folder of its own; returns how to stop it. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-e2e-"));
  fs.chmodSync(dataDir, 0o755);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const product: Product = {
    url: `http://localhost:${port}`,
    sandboxUrl: `http://localhost:${sandboxPort}`,
    dataDir,
    logFile: path.join(dataDir, "product.log"),
    adminEmail: "admin@example.com",
    adminPassword: "canary-admin-password-7Hq2",
  };
  const log = fs.openSync(product.logFile, "a");
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", path.join(ROOT, "lib/cli/start.ts"), "start"],
    {
      cwd: ROOT,
      stdio: ["ignore", log, log],
      env: {
        ...withoutDatabase(process.env),
        PORT: String(port),
        SANDBOX_PORT: String(sandboxPort),
        DATA_DIR: dataDir,
        ADMIN_EMAIL: product.adminEmail,
        ADMIN_PASSWORD: product.adminPassword,
        NEXT_TELEMETRY_DISABLED: "1",
      },
    },
  );
  const exited = once(child, "exit");
  await Promise.race([untilHealthy(product.url), exited.then(() => fail(product.logFile))]);
  process.env.PATCHBAY_E2E = JSON.stringify(product);
  return async () => {
    child.kill("SIGINT");
    await exited;
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}

const withoutDatabase = ({ DATABASE_URL: _, VAULT_KEYS: __, PUBLIC_URL: ___, ...rest }: NodeJS.ProcessEnv) =>
  rest;

async function untilHealthy(url: string): Promise<void> {
  while (
    !(await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function fail(logFile: string): never {
  throw new Error(`The product did not start:\n${fs.readFileSync(logFile, "utf8")}`);
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
