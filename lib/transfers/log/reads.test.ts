import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { ROLES, type Role } from "#lib/auth/schema.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listFound } from "./list-found.ts";
import { getTransferFilters, listTransfers } from "./reads.ts";
import { logTransfer } from "./scene.ts";
import { transferQuerySchema } from "./schema.ts";

withTestDatabase();

const NUMBER = "+49301234711";
const MASKED = "+49 30 ••• 4711";
const NOW = new Date("2026-11-21T12:00:00Z");
const as = (role: Role): Ctx => testCtx(role, { now: () => NOW });
const granted: Ctx = {
  ...as("supervisor"),
  actor: { kind: "user", id: "usr_2", name: "Sue", role: "supervisor", seesNumbers: true },
};
const list = (query: Record<string, string> = {}, ctx = as("supervisor")) =>
  listTransfers(ctx, transferQuerySchema.parse(query));
const calls = async (query: Record<string, string>, ctx?: Ctx) =>
  (await list(query, ctx)).items.map(({ callId }) => callId);

beforeAll(async () => {
  await db().connection.create({
    data: { id: "con_1", kind: "cxone", name: "Acme", environment: "sandbox", settings: {}, updatedAt: NOW },
  });
  await logTransfer({
    callId: "call-aa-1",
    at: "2026-11-21T08:00:00Z",
    agentId: "30103",
    agentName: "Jonas Weber",
  });
  await logTransfer({
    callId: "call-bb-2",
    at: "2026-11-20T23:30:00Z",
    outcome: "voicemail",
    reason: "no_agent",
    reasonText: "No agent available with skill German (0 of 6)",
    skillId: "77",
    skillName: "German",
    target: "Voicemail 999",
    note: `Kunde rief von ${NUMBER} an, Ü-Wagen`,
    source: "api",
  });
  await logTransfer({
    callId: "call-cc-3",
    at: "2026-11-19T10:00:00Z",
    connectionId: "con_gone",
    policyId: "pol_2",
    policyName: "Service",
    queueId: "4712",
    queueName: "Service German",
    outcome: "failed",
    reason: "call_failed",
    caller: "anonymous",
  });
  await logTransfer({
    callId: "call-dd-4",
    at: "2025-12-01T10:00:00Z",
    queueName: "Sales as it was called once",
    caller: null,
  });
});

describe("the log of transfers", () => {
  test("lists newest first, in pages that lead both ways", async () => {
    const first = await list({ limit: "3" });
    expect(first.items.map(({ callId }) => callId)).toEqual(["call-aa-1", "call-bb-2", "call-cc-3"]);
    const second = await list({ limit: "3", older: first.older ?? "" });
    expect(second.items.map(({ callId }) => callId)).toEqual(["call-dd-4"]);
    expect(second.older).toBeNull();
    expect(await list({ limit: "3", newer: second.newer ?? "" })).toMatchObject({
      items: first.items,
      newer: null,
    });
  });

  test.each([
    [{ outcome: "voicemail,failed" }, ["call-bb-2", "call-cc-3"]],
    [{ reason: "no_agent" }, ["call-bb-2"]],
    [{ connection: "con_gone" }, ["call-cc-3"]],
    [{ policy: "pol_2" }, ["call-cc-3"]],
    [{ queue: "4711" }, ["call-aa-1", "call-bb-2", "call-dd-4"]],
    [{ skill: "77" }, ["call-bb-2"]],
    [{ agent: "30103" }, ["call-aa-1"]],
    [{ source: "api" }, ["call-bb-2"]],
    [{ call: "call-cc-3" }, ["call-cc-3"]],
    [{ call: "call-cc" }, []],
    [{ queue: "4711", outcome: "voicemail", source: "console" }, []],
    [{ connection: "con_gone,con_1", outcome: "failed" }, ["call-cc-3"]],
    [{ policy: "pol_2", reason: "call_failed" }, ["call-cc-3"]],
    [{ queue: "4711,4712", outcome: "voicemail,failed" }, ["call-bb-2", "call-cc-3"]],
    [{ skill: "77", source: "api" }, ["call-bb-2"]],
    [{ agent: "30103", connection: "con_1" }, ["call-aa-1"]],
    [{ agent: "4711", queue: "30103" }, []],
    [{ from: "2026-11-20T23:30:00Z", to: "2026-11-21T08:00:00Z" }, ["call-bb-2"]],
    [{ q: "call-cc-3" }, ["call-cc-3"]],
    [{ q: "german no agent" }, ["call-bb-2"]],
    [{ q: "jonas web" }, ["call-aa-1"]],
    [{ q: "ü-wagen" }, ["call-bb-2"]],
    [{ q: "Ü-WAGEN" }, ["call-bb-2"]],
    [{ q: "***" }, []],
    // Half past eleven in the evening in UTC is the next day in Berlin, and the day before in New York.
    [{ period: "today@Europe/Berlin" }, ["call-aa-1", "call-bb-2"]],
    [{ period: "today@UTC" }, ["call-aa-1"]],
    [{ period: "2026-11-20..2026-11-20@America/New_York" }, ["call-bb-2"]],
    [{ period: "today@Europe/Berlin", from: "2026-11-21T00:00:00Z" }, ["call-aa-1"]],
  ])("%j finds %j", async (query: Record<string, string>, found) => {
    expect(await calls(query)).toEqual(found);
  });

  test.each([
    { outcome: "lost" },
    { reason: "because" },
    { period: "today@Atlantis/Capital" },
    { period: "2026-11-20..2026-11-19@UTC" },
    { period: "2026-02-30..2026-03-01@UTC" },
    { period: "0000-01-01..0000-01-02@UTC" },
    { period: "9999-12-30..9999-12-31@UTC" },
    { older: "yesterday" },
    { older: "999999999999999-trf_1" },
    { from: "0000-01-01T00:00:00Z" },
    { to: "9999-12-31T23:59:59-14:00" },
    { caller: "030 1234711" },
    { from: "yesterday" },
  ])("%j is refused", (query) => {
    expect(transferQuerySchema.safeParse(query).success).toBe(false);
  });

  test.each<Record<string, string>>([
    { older: "99999999999999-trf_1" },
    { newer: "0-trf_1" },
    { from: "0001-01-01T00:00:00Z" },
    { to: "9999-12-31T23:59:59Z" },
    { period: "1900-01-01..1900-01-02@Pacific/Kiritimati" },
    { period: "9000-12-31..9000-12-31@Pacific/Pago_Pago" },
    { q: "'!) | & :* <-> %_\\\\" },
    { queue: "%,_,'" },
    { queue: '"a\\b",{c},NULL', outcome: "failed" },
  ])("%j is asked of the database without a fault", async (query) => {
    await expect(list(query)).resolves.toHaveProperty("items");
  });

  test("is searched by the palette for whole ids of calls and transfers", async () => {
    const [found, ...others] = await listFound(as("supervisor"), "call-bb-2");
    expect([found?.outcome, others]).toEqual(["voicemail", []]);
    expect(await listFound(as("auditor"), found?.id ?? "")).toEqual([found]);
    expect(await listFound(as("supervisor"), "call-bb")).toEqual([]);
  });

  test("offers as filters what is in the log, each with the name it had last", async () => {
    expect(await getTransferFilters(as("supervisor"))).toEqual({
      connections: [{ id: "con_1", name: "Acme" }],
      policies: [],
      queues: [
        { id: "4711", name: "Sales German" },
        { id: "4712", name: "Service German" },
      ],
      skills: [{ id: "77", name: "German" }],
      agents: [{ id: "30103", name: "Jonas Weber" }],
      byCaller: false,
    });
  });
});

describe("numbers of callers", () => {
  test.each(ROLES)("%s", async (role) => {
    const { items } = await list({}, as(role));
    const whole = role === "admin" || role === "auditor";
    expect(items.map(({ caller }) => caller)).toEqual(
      whole ? [NUMBER, NUMBER, "anonymous", null] : [MASKED, MASKED, "•••", null],
    );
    expect(JSON.stringify(items).includes("301234711")).toBe(whole);
    expect(items[1]?.note).toContain(whole ? NUMBER : MASKED);
  });

  test("are whole for a supervisor to whom an admin granted it", async () => {
    expect((await list({}, granted)).items[0]?.caller).toBe(NUMBER);
  });

  test("of an API token follow its role alone", async () => {
    const token = (role: Role): Ctx => ({
      ...as(role),
      actor: { kind: "apiToken", id: "tok_1", name: "t", role },
    });
    expect((await list({}, token("operator"))).items[0]?.caller).toBe(MASKED);
    expect((await list({}, token("auditor"))).items[0]?.caller).toBe(NUMBER);
  });

  test("are searched for by those who see them, and nobody else finds out by searching", async () => {
    for (const query of [{ q: NUMBER }, { caller: NUMBER }] as Record<string, string>[]) {
      expect(await calls(query, granted)).toEqual(["call-aa-1", "call-bb-2"]);
    }
    await expect(list({ caller: NUMBER })).rejects.toMatchObject({ code: "forbidden" });
    await expect(list({ caller: "+49301234712" })).rejects.toMatchObject({ code: "forbidden" });
    // One of the notes holds the number of its caller.
    for (const q of [NUMBER, "301234711", "493012", "4711"]) {
      expect(await calls({ q })).not.toContain("call-bb-2");
    }
  });
});

test("rows from before the dialect was kept get it from connections that are still there", async () => {
  const file = "../../../prisma/migrations/20261121235000_transfer_dialect/migration.sql";
  const client = await pool().connect();
  try {
    await client.query("BEGIN; ALTER TABLE transfer DROP COLUMN dialect");
    await client.query(readFileSync(path.resolve(import.meta.dirname, file), "utf8"));
    const { rows } = await client.query(
      "SELECT DISTINCT connection_id, dialect FROM transfer WHERE connection_id IN ('con_1', 'con_gone') ORDER BY 1",
    );
    expect(rows).toEqual([
      { connection_id: "con_1", dialect: "acd" },
      { connection_id: "con_gone", dialect: null },
    ]);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});
