import fs from "node:fs";
import path from "node:path";
import { expect, product, test } from "./fixtures.ts";
import { inDatabase } from "./product-database.ts";

const read = (file: string) => fs.readFileSync(path.join(product.dataDir, file), "utf8");

/** Answers that hand out a secret on purpose, once: a client secret we made, an API token, a link that works once. */
const HANDED_OUT_ONCE =
  /^POST \S+\/(setup\/byoc\/secret|api\/tokens|api\/invites|invites\/[^/]+\/renew|users\/[^/]+\/reset)$/;

/** What the browser got, without the answers whose purpose is to show a secret once. */
function responses(): string {
  return read("evidence/responses.txt")
    .split(/\n(?=(?:GET|POST|PUT|PATCH|DELETE) http)/)
    .filter((entry) => !HANDED_OUT_ONCE.test(entry.split("\n", 1)[0] ?? ""))
    .join("\n");
}

/** Every row of every table as text. */
const everyRow = (): Promise<Map<string, string>> =>
  inDatabase(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
      found.set(name, rows.map(({ row }) => row).join("\n"));
    }
    return found;
  });

test("no secret of the whole run is in any answer, page, log line or row", async () => {
  const secrets = [...new Set(read("evidence/secrets.txt").split("\n").filter(Boolean))];
  expect(secrets.length).toBeGreaterThanOrEqual(4);
  const places = await everyRow();
  expect(places.get("public.audit_entry")).toContain("connection.created");
  expect([...places.values()].join()).toContain("cxone.token.request");
  places.set("responses", responses());
  places.set("log", fs.readFileSync(product.logFile, "utf8"));
  const leaks = secrets.flatMap((secret) =>
    [...places]
      .filter(([, text]) => text.includes(secret))
      .map(([place]) => `${place} has the secret ending in ${secret.slice(-4)}`),
  );
  expect(leaks).toEqual([]);
});
