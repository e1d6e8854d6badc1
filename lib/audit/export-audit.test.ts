import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { readCsv } from "#lib/api/read-csv.ts";
import type { Role } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type AuditFacts, chainHash } from "./chain.ts";
import { exportAudit } from "./export-audit.ts";
import { as, write } from "./scene.ts";
import { auditExportSchema } from "./schema.ts";

withTestDatabase();

const ask = (query: Record<string, string>) => auditExportSchema.parse(query);
const auditor = as("auditor", "usr_5", "Ada");

beforeAll(async () => {
  await write(
    { object: "=HYPERLINK(1)", after: { name: 'A "quoted" name\nof two lines', n: 1.5 } },
    as("admin"),
  );
  await write(
    { action: "thing.deleted", object: "thing:2", before: { ü: null }, reason: "+49 called" },
    as("admin"),
  );
});

/** What somebody does who has only the file. */
function hashesFit(rows: Record<string, string | number | null | object>[]): boolean[] {
  return rows.map((row) => {
    const str = (name: string) => (row[name] === "" || row[name] === null ? null : String(row[name]));
    const json = (name: string) => {
      const value = row[name];
      if (value === null || value === "") return null;
      return canonicalJson(typeof value === "string" ? JSON.parse(value) : value);
    };
    const facts: AuditFacts = {
      seq: Number(row.seq),
      at: new Date(String(row.at)),
      actorKind: String(row.actor_kind),
      actorId: String(row.actor_id),
      actorName: String(row.actor_name),
      action: String(row.action),
      object: String(row.object),
      before: json("before"),
      after: json("after"),
      requestId: String(row.request_id),
      ip: str("ip"),
      result: str("result"),
      reason: str("reason"),
    };
    return chainHash(Buffer.from(String(row.prev_hash), "hex"), facts).toString("hex") === row.hash;
  });
}

describe("exporting the audit log", () => {
  test("as CSV gives rows that verify without us, and no formula", async () => {
    const content = await text((await exportAudit(auditor, ask({ to: "2026-11-21T08:00:01Z" }))).stream);
    const [head = [], ...records] = readCsv(content);
    expect(content).not.toContain(",=HYPERLINK");
    expect(content).toContain(",'=HYPERLINK(1),");
    expect(content).toContain(",'+49 called,");
    const rows = records.map((record) =>
      Object.fromEntries(head.map((name, n) => [name, (record[n] ?? "").replace(/^'/, "")])),
    );
    expect(rows.map((row) => row.action)).toEqual(["thing.changed", "thing.deleted", "audit.export_started"]);
    expect(hashesFit(rows)).toEqual([true, true, true]);
    expect(rows[1]?.prev_hash).toBe(rows[0]?.hash);
  });

  test("as JSONL does the same, exactly as it was written", async () => {
    const content = await text(
      (await exportAudit(auditor, ask({ format: "jsonl", object: "thing:2" }))).stream,
    );
    const rows = content
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      seq: 2,
      before: { ü: null },
      reason: "+49 called",
    });
    expect(hashesFit(rows)).toEqual([true]);
  });

  test("is itself in the log: who, which filters, which format, how many rows", async () => {
    const request = { ...auditor, requestId: "req_export_1" };
    await text((await exportAudit(request, ask({ format: "jsonl", action: "thing.deleted" }))).stream);
    const read = () =>
      db().auditEntry.findMany({ where: { requestId: "req_export_1" }, orderBy: { seq: "asc" } });
    await expect.poll(async () => (await read()).length).toBe(2);
    const what = { format: "jsonl", filters: { action: ["thing.deleted"] } };
    expect(await read()).toMatchObject([
      { action: "audit.export_started", actorId: "usr_5", after: what },
      { action: "audit.exported", result: "done", after: { ...what, rows: 1 } },
    ]);
  });

  test("that was broken off is in the log as such", async () => {
    const request = { ...auditor, requestId: "req_export_2" };
    const { stream } = await exportAudit(request, ask({}));
    stream.destroy();
    const last = () =>
      db().auditEntry.findFirst({ where: { requestId: "req_export_2", action: "audit.exported" } });
    await expect.poll(last).toMatchObject({ result: "failed", reason: "The reader left" });
  });

  test.each<Role>(["operator", "supervisor"])("is not for %s", async (role) => {
    await expect(exportAudit(as(role), ask({}))).rejects.toMatchObject({ code: "forbidden" });
  });
});
