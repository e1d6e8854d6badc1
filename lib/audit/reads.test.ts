import { beforeAll, describe, expect, test } from "vitest";
import { type Ctx, jobCtx, systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getAuditEntry, getAuditFilters, listAudit } from "./reads.ts";
import { as, at } from "./scene.ts";
import { auditQuerySchema, formatAuditKey } from "./schema.ts";
import { writeAudit } from "./write-audit.ts";

withTestDatabase();

const ctx = systemCtx("test");
const list = (query: Record<string, string> = {}) => listAudit(ctx, auditQuerySchema.parse(query));
const seqs = async (query: Record<string, string>) => (await list(query)).items.map((item) => item.seq);
const write = (who: Ctx, action: string, object: string, more: object = {}) =>
  db().$transaction((tx) => writeAudit(tx, who, { action, object, ...more }));

// All in one millisecond; rows 1 to 20 are bulk.
beforeAll(async () => {
  for (let n = 1; n <= 20; n++) await write(as("admin", "usr_2", "Bulk"), "thing.changed", `thing:${n}`);
  await write(as("admin"), "connection.changed", "connection:con_1", {
    before: { name: "Acme", clientSecret: "canary-77a1" },
    after: { name: "Acme 2", clientSecret: "canary-77a2" },
  });
  const later = {
    ...as("admin"),
    requestId: "req_later",
    ip: "10.0.0.7",
    now: () => new Date(at.getTime() + 1_000),
  };
  await write(later, "connection.deleted", "connection:con_2");
});

describe("paging", () => {
  test("shows every row exactly once, newest first, though all have one time", async () => {
    const found: number[] = [];
    let older: string | null = "";
    while (older !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: "7", ...(older ? { older } : {}) });
      found.push(...page.items.map((item) => item.seq));
      older = page.older;
    }
    expect(found).toEqual(Array.from({ length: 22 }, (_, n) => 22 - n));
  });

  test("leads back to the newest", async () => {
    const key = (seq: number) => formatAuditKey({ at, seq });
    const page = await list({ limit: "7", newer: key(8) });
    expect(page.items.map((item) => item.seq)).toEqual([15, 14, 13, 12, 11, 10, 9]);
    expect(page).toMatchObject({ newer: key(15), older: key(9) });
    expect(await list({ limit: "7", newer: key(15) })).toMatchObject({ newer: null, older: key(16) });
  });
});

describe("filters", () => {
  test.each<[string, Record<string, string>, number[]]>([
    ["actor", { actor: "usr_1" }, [22, 21]],
    ["action", { action: "connection.deleted" }, [22]],
    ["kind of object", { object: "connection" }, [22, 21]],
    ["object", { object: "thing:7,connection:con_1" }, [21, 7]],
    ["part of an object", { q: "con_2" }, [22]],
    ["words of a request id", { q: "req_later" }, [22]],
    ["the request", { request: "req_later" }, [22]],
    ["address", { ip: "10.0.0.7" }, [22]],
    ["value after", { q: "acme 2" }, [21]],
    ["beginning of a word", { q: "conn del" }, [22]],
    ["no word at all", { q: "?!" }, []],
    ["name", { q: "bulk 7" }, [7]],
    ["time", { from: new Date(at.getTime() + 1).toISOString() }, [22]],
    ["actor and action together", { actor: "usr_1", action: "connection.changed" }, [21]],
  ])("finds by %s", async (_name, query, wanted) => {
    expect(await seqs(query)).toEqual(wanted);
  });

  test("offers who did what to which kind of thing of late", async () => {
    expect(await getAuditFilters(ctx)).toEqual({
      actors: [
        { id: "usr_1", name: "Ann" },
        { id: "usr_2", name: "Bulk" },
      ],
      actions: ["connection.changed", "connection.deleted", "thing.changed"],
      objectKinds: ["connection", "thing"],
      ips: ["10.0.0.7", "127.0.0.1"],
    });
  });
});

describe("one row", () => {
  test("leads to what else its request did", async () => {
    const entry = await getAuditEntry(ctx, 22);
    expect(entry.related).toEqual([]);
    expect((await getAuditEntry(ctx, 5)).related).toHaveLength(10);
  });

  test("tells what changed and its place in the chain, and no secret", async () => {
    const [entry, previous] = [await getAuditEntry(ctx, 21), await getAuditEntry(ctx, 20)];
    expect(entry).toMatchObject({ before: { name: "Acme" }, after: { name: "Acme 2" }, ip: "127.0.0.1" });
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(entry.prevHash).toBe(previous.hash);
    expect(JSON.stringify(entry)).not.toContain("canary-77a");
  });

  test("that is not there is not found", async () => {
    await expect(getAuditEntry(ctx, 999)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("roles", () => {
  const reads = (role: Role) => [
    () => listAudit(as(role), auditQuerySchema.parse({})),
    () => getAuditEntry(as(role), 1),
    () => getAuditFilters(as(role)),
  ];

  test.each<Role>(["admin", "auditor"])("%s may read", async (role) => {
    for (const read of reads(role)) await expect(read()).resolves.toBeDefined();
  });

  test("supervisor may not", async () => {
    for (const read of reads("supervisor")) await expect(read()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("an operator reads what they did, and what a job did for them, and nothing else", async () => {
    const oscar = as("operator", "usr_3", "Oscar");
    const ann = as("operator", "usr_1");
    expect((await listAudit(oscar, auditQuerySchema.parse({}))).items).toEqual([]);
    await write(oscar, "handover.changed", "handover:1");
    await write(jobCtx("setup.run", "req_of_job", oscar.actor), "setup.run_done", "handover:1");
    const own = await listAudit(oscar, auditQuerySchema.parse({}));
    expect(own.items.map((item) => item.seq)).toEqual([24, 23]);
    expect((await getAuditFilters(oscar)).objectKinds).toEqual(["handover"]);
    expect(await listAudit(oscar, auditQuerySchema.parse({ actor: "usr_1" }))).toMatchObject({ items: [] });
    expect(await getAuditEntry(oscar, 24)).toMatchObject({ action: "setup.run_done" });
    await expect(getAuditEntry(oscar, 21)).rejects.toMatchObject({ code: "not_found" });
    const partOfOne = as("operator", "sr_1");
    expect((await listAudit(partOfOne, auditQuerySchema.parse({}))).items).toEqual([]);
    expect((await listAudit(ann, auditQuerySchema.parse({}))).items.map((item) => item.seq)).toEqual([
      22, 21,
    ]);
  });
});
