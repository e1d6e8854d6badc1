import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

export type Db = PrismaClient;
/** The client inside an interactive transaction. */
export type Tx = Omit<Db, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

// bigint columns (sequence numbers, event ids) fit a JS number for 285 years at a million a second.
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => Number(value));

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** A pool for the hot paths that use `pg` with named statements. The caller ends it. */
export function createPool(connectionString: string, max = POOL_SIZE): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // An idle client that loses its server must not end the process; the next query connects again.
  pool.on("error", () => {});
  return pool;
}

/** A connection of its own, for what holds one for long. The caller ends it. */
export async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect();
  return client;
}

/** A Prisma client for console reads and writes. The caller disconnects it. */
export function createDb(connectionString: string): Db {
  const adapter = new PrismaPg(
    { connectionString, max: POOL_SIZE, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
    { onPoolError: () => {} },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
}

const shared = globalThis as unknown as { patchbayDb?: Db; patchbayPool?: pg.Pool };

function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: start the process through npm");
  return url;
}

/** The Prisma client of this process. */
export function db(): Db {
  shared.patchbayDb ??= createDb(databaseUrl());
  return shared.patchbayDb;
}

/** The pg pool of this process. */
export function pool(): pg.Pool {
  shared.patchbayPool ??= createPool(databaseUrl());
  return shared.patchbayPool;
}
