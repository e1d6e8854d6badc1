import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { readCsv } from "#lib/api/read-csv.ts";
import { ROLES, type Role } from "#lib/auth/schema.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { exportTransfers } from "./export-transfers.ts";
import { logTransfer } from "./scene.ts";
import { transferExportSchema } from "./schema.ts";

withTestDatabase();

const NUMBER = "+49301234711";
const file = async (role: Role, query: Record<string, string> = {}) =>
  text((await exportTransfers(testCtx(role), transferExportSchema.parse(query))).stream);

beforeAll(async () => {
  await logTransfer({
    id: "trf_1",
    at: "2026-11-21T08:00:00Z",
    note: "=HYPERLINK(1)",
    timeline: [
      {
        at: "2026-11-21T08:00:00Z",
        kind: "requested",
        text: `From ${NUMBER}`,
        facts: { ani: "49301234711" },
      },
    ],
  });
  await logTransfer({
    id: "trf_2",
    at: "2026-11-20T08:00:00Z",
    outcome: "voicemail",
    reason: "no_agent",
    target: NUMBER,
    note: `call back ${NUMBER}\n"soon"`,
  });
  await logTransfer({ id: "trf_3", at: "2026-11-19T08:00:00Z", caller: null, outcome: "unknown" });
});

async function rowsOf(role: Role, query: Record<string, string> = {}) {
  const [head = [], ...records] = readCsv(await file(role, query));
  return records.map((record) => Object.fromEntries(head.map((name, n) => [name, record[n] ?? ""])));
}

describe("exporting the log of transfers", () => {
  test("gives what is filtered, newest first, and no cell is a formula", async () => {
    expect((await rowsOf("auditor")).map(({ id }) => id)).toEqual(["trf_1", "trf_2", "trf_3"]);
    const span = { from: "2026-11-20T08:00:00Z", to: "2026-11-21T08:00:00Z" };
    expect((await rowsOf("auditor", span)).map(({ id }) => id)).toEqual(["trf_2"]);
    const [row, ...others] = await rowsOf("auditor", {
      outcome: "voicemail,failed",
      queue: "4711,4712",
      to: "2026-11-21T00:00:00Z",
    });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: "trf_2",
      at: "2026-11-20T08:00:00Z",
      caller: `'${NUMBER}`,
      reason: "no_agent",
    });
    expect((await rowsOf("auditor", { call: "900001" }))[0]?.note).toBe("'=HYPERLINK(1)");
  });

  test.each(ROLES)("as %s: in neither form is there a number that the role masks", async (role) => {
    const whole = role === "admin" || role === "auditor";
    for (const format of ["csv", "jsonl"]) {
      const content = await file(role, { format });
      expect(content.includes("301234711"), format).toBe(whole);
      expect(content.includes("+49 30 ••• 4711"), format).toBe(!whole);
    }
  });

  test("as JSONL keeps the timeline as JSON, masked inside as well", async () => {
    const line = (await file("supervisor", { format: "jsonl" })).split("\n")[0] ?? "";
    expect(JSON.parse(line)).toMatchObject({
      id: "trf_1",
      caller: "+49 30 ••• 4711",
      timeline: [{ text: "From +49 30 ••• 4711", facts: { ani: "+49 30 ••• 4711" } }],
      metrics: null,
    });
  });

  test("of callers who are no plain number breaks no line, and masks each in the words alone", async () => {
    const at = "2026-11-18T08:00:00Z";
    for (const caller of [
      '", "1234567": "',
      "1, 2, 3, 4, 5, 6, 7",
      "1763719402123",
      '"Jo" <+49301234711>',
      "connected",
    ])
      await logTransfer({
        at,
        caller,
        callId: "odd",
        timeline: [
          {
            text: `From ${caller}.`,
            facts: { of: [1, 2, 3, 4, 5, 6, 7], atMs: 1763719402123, end: "connected" },
          },
        ],
      });
    const lines = (await file("supervisor", { format: "jsonl", call: "odd" })).trim().split("\n");
    expect(
      lines.map((line) => JSON.parse(line).timeline[0]).sort((a, b) => (a.text < b.text ? -1 : 1)),
    ).toEqual(
      ["connected", "•••", "•••", "•••", "•••"].map((shown) => ({
        text: `From ${shown}.`,
        facts: { of: [1, 2, 3, 4, 5, 6, 7], atMs: 1763719402123, end: "connected" },
      })),
    );
  });

  test("is in the audit log: who, which filters, whether numbers were whole, how many rows", async () => {
    await file("operator", { outcome: "unknown", period: "2026-11-19..2026-11-19@Europe/Berlin" });
    const told = async () => {
      const rows = await db().auditEntry.findMany({ where: { action: "transfers.exported" } });
      return rows.map(({ after }) => after);
    };
    await expect.poll(told, { timeout: 20_000 }).toContainEqual({
      format: "csv",
      numbers: "masked",
      filters: { outcome: ["unknown"], period: "2026-11-19..2026-11-19@Europe/Berlin" },
      rows: 1,
    });
  });
});
