import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { product } from "./fixtures.ts";

const read = (file: string) => fs.readFileSync(path.join(product.dataDir, file), "utf8");

/** A connection to the running product's own database. The caller ends it. */
export async function connectDatabase(): Promise<pg.Client> {
  const port = read("postgres/postmaster.pid").split("\n")[3];
  const client = new pg.Client(
    `postgresql://patchbay:${read("postgres-password").trim()}@127.0.0.1:${port}/patchbay`,
  );
  await client.connect();
  return client;
}
