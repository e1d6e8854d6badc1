import { afterAll, beforeAll, inject } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/cli/test-database.ts";
import { db, pool } from "./client.ts";

/**
 * Gives a test file a database of its own: `db()` and `pool()` of this process lead to it, and it is dropped at the
 * end. Call it at the top level of the file.
 */
export function withTestDatabase(): { url(): string } {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createTestDatabase(inject("clusterUrl"));
    process.env.DATABASE_URL = database.url;
    process.env.VAULT_KEYS ??= `k1:${Buffer.alloc(32, 7).toString("base64")}`;
  });
  afterAll(async () => {
    await db().$disconnect();
    await pool().end();
    await database?.drop();
  });
  return { url: () => database?.url ?? "" };
}
