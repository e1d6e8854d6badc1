import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

const COUNT = 25;

/** Makes people to list and an API token that may list them; returns the token. */
export async function seedPeople(databaseUrl: string): Promise<string> {
  const token = `pb_${randomBytes(20).toString("hex")}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO app_user (id, email, name, role, password_hash)
       SELECT 'usr_bench' || n, 'person' || n || '@example.com', 'Person ' || n, 'supervisor', 'none'
       FROM generate_series(1, $1::int) AS n`,
      [COUNT],
    );
    await client.query(
      `INSERT INTO api_token (id, name, role, token_hash, hint, created_by)
       VALUES ('tok_bench', 'bench', 'admin', $1, $2, 'bench')`,
      [createHash("sha256").update(token).digest("hex"), token.slice(-4)],
    );
  } finally {
    await client.end();
  }
  return token;
}
