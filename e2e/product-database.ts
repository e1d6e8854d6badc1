import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { product } from "./fixtures.ts";

const read = (file: string) => fs.readFileSync(path.join(product.dataDir, file), "utf8");

/** Looks into the database of the running product, past everything it says of itself. */
export async function inDatabase<Result>(look: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const port = read("postgres/postmaster.pid").split("\n")[3];
  const client = new pg.Client({
    connectionString: `postgresql://patchbay:${read("postgres-password").trim()}@127.0.0.1:${port}/patchbay`,
  });
  await client.connect();
  try {
    return await look(client);
  } finally {
    await client.end();
  }
}
