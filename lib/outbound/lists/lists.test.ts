import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { EXAMPLE } from "#lib/phone/schema.ts";
import { listAgents, listCampaigns } from "../contacts.ts";
import { getCall, listCalls } from "../reads.ts";
import { startDialer } from "../run/start-dialer.ts";
import { callQuery } from "../schema.ts";
import { createList } from "./create-list.ts";
import { pauseList } from "./pause-list.ts";
import { getList, listLists, listRejected } from "./reads.ts";
import { csvOfRows } from "./rejected/mapping.ts";
import { listInput, listQuery, MAX_ROWS, rejectedQuery } from "./schema.ts";
import { startList } from "./start-list.ts";
import { stopList } from "./stop-list.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const sue = testCtx("supervisor");
let connectionId = "";
let campaignId = "";
let agents: { id: string; name: string }[] = [];
let dialer: ReturnType<typeof startDialer>;
const patiently = { timeout: 30_000 };

const voice = async (deed: string, body: object = {}) => {
  const answer = await scene.control(`voice/${deed}`, body);
  if (!answer.ok) throw new Error(`${deed}: ${await answer.text()}`);
};
const numberOf = (row: number) => `+49151123${String(row).padStart(5, "0")}`;
const rowsOf = (count: number, agent: (index: number) => string = () => agents[0]?.name ?? "") =>
  Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    phoneNumber: numberOf(index),
    name: `Customer ${index}`,
    agent: agent(index),
  }));
const upload = (rows: object[], more: object = {}) =>
  createList(ann, listInput.parse({ name: "Renewals", connectionId, campaignId, rows, ...more }));
const start = async (id: string) =>
  startList(ann, id, { confirmed: (await getList(ann, id)).counts.waiting });
const rejectedOf = (list: string, ctx: typeof ann, query: object = {}) =>
  listRejected(ctx, list, rejectedQuery.parse(query));
const callsOf = async (list: string) =>
  (await db().outboundCall.findMany({ where: { listId: list }, orderBy: { rowNumber: "asc" } })) ?? [];
const underWay = async (list: string) => (await getList(ann, list)).counts.underWay;
const isDone = (list: string) =>
  expect.poll(async () => (await getList(ann, list)).state, patiently).toBe("done");
const course = (outboundCourse: string) =>
  scene.control("switches", { outboundCourse, outboundDialSeconds: 0 });

type Dialled = { calls: { callId: string; direction: string; endedAt?: string | null }[] };
const dialled = async () => {
  const answer = await fetch(`${scene.sandbox().baseUrl}/control/voice`);
  const { calls } = (await answer.json()) as Dialled;
  return calls.filter(({ direction }) => direction === "outbound");
};
const dials = async () => {
  const answer = await fetch(`${scene.sandbox().baseUrl}/control/requests?system=cxoneV2`);
  const { requests } = (await answer.json()) as { requests: { method: string; path: string }[] };
  return requests.filter(({ method, path }) => method === "POST" && path.endsWith("/journey/v1/outbound"))
    .length;
};
const endAll = async () => {
  for (const { callId } of await dialled()) await voice("outbound", { callId, result: "ended" });
};

beforeAll(async () => {
  connectionId = (await createConnection(ann, scene.v2Input("Voice"))).id;
  const { items } = await listCampaigns(ann, connectionId, "");
  campaignId = items.find(({ name }) => /callback/i.test(name))?.id ?? "";
  agents = (await listAgents(ann, connectionId, "", campaignId)).items;
});
beforeEach(async () => {
  await course("busy");
  for (const { id } of agents) await voice("agent", { agentId: id, state: "Available" });
  dialer = startDialer({ pool: pool(), outboundFor, sleepMs: 100 });
});
afterEach(async () => {
  await dialer.stop();
  await endAll();
  await db().due.deleteMany();
  await db().outboundCall.deleteMany();
  await db().outboundList.deleteMany();
});
afterAll(async () => {
  await db().connection.deleteMany({ where: { id: connectionId } });
});

describe("a list of calls", () => {
  test("keeps good rows, tells bad ones by line, dials nothing before it is confirmed, and then each row once", async () => {
    const before = await dials();
    const [good, other, third] = rowsOf(3, (index) => agents[index % 2]?.id ?? "");
    const list = await upload(
      [
        good as object,
        { ...other, phoneNumber: "0151 1234" },
        { ...other, phoneNumber: numberOf(0) },
        other as object,
        { ...third, agent: "Nobody" },
      ].map((row, index) => ({ ...row, line: index + 2 })),
    );
    expect(list).toMatchObject({ state: "ready", rows: 2, rejected: 3, counts: { waiting: 2 } });
    expect(list.rejectedRows.map(({ line }) => line)).toEqual([3, 4, 6]);
    expect(list.rejectedRows.map(({ problems }) => problems.join(" "))).toEqual([
      expect.stringMatching(/Leave out blanks/),
      "The same number as in line 2.",
      "The campaign has no agent with the name or id Nobody.",
    ]);
    expect((await listCalls(ann, callQuery.parse({}))).items).toEqual([]);
    await expect(startList(ann, list.id, { confirmed: 3 })).rejects.toMatchObject({ code: "conflict" });
    expect(await dials()).toBe(before);

    await start(list.id);
    await isDone(list.id);
    expect(await dials()).toBe(before + 2);
    expect(await getList(ann, list.id)).toMatchObject({ counts: { busy: 2, waiting: 0, underWay: 0 } });
    expect((await listCalls(ann, callQuery.parse({ list: list.id }))).items).toHaveLength(2);
    for (const call of await callsOf(list.id)) expect(call.contactId).not.toBeNull();
    await expect(start(list.id)).rejects.toMatchObject({ code: "conflict" });
    const audit = await db().auditEntry.findMany({ where: { object: `outbound_list:${list.id}` } });
    expect(audit.map(({ action }) => action)).toEqual(["outbound_list.created", "outbound_list.started"]);
  });

  test("never gives one agent two calls, and goes on when the first has ended", async () => {
    await course("manual");
    const before = await dials();
    const { id } = await upload(rowsOf(2));
    await start(id);
    await expect.poll(() => underWay(id), patiently).toBe(1);
    await expect.poll(dials, patiently).toBe(before + 1);
    expect(await db().due.count()).toBe(1);
    await course("busy");
    await endAll();
    await isDone(id);
    expect(await dials()).toBe(before + 2);
  });

  test("waits for an agent who is away, says why, and looks less and less often", async () => {
    await voice("agent", { agentId: agents[0]?.id, state: "Unavailable" });
    const before = await dials();
    const { id } = await upload(rowsOf(2));
    await start(id);
    await expect.poll(async () => (await callsOf(id))[0]?.reason, patiently).toMatch(/Presence/);
    expect(await dials()).toBe(before);
    const pauseMs = async () => {
      const due = await db().due.findFirstOrThrow({ where: { queue: "outbound" } });
      return due.nextAt.getTime() - due.lookedAt.getTime();
    };
    await expect.poll(pauseMs, patiently).toBeGreaterThan(1_000);
    await voice("agent", { agentId: agents[0]?.id, state: "Available" });
    await isDone(id);
    const kinds = JSON.stringify((await callsOf(id))[0]?.timeline).match(/(?<="kind":")\w+/g);
    expect(kinds).toEqual(expect.arrayContaining(["requested", "held_back", "placed", "ended"]));
  });

  test("of ten thousand rows for one agent looks at one", async () => {
    await dialer.stop();
    const { id, counts } = await upload(rowsOf(MAX_ROWS));
    expect(counts.waiting).toBe(MAX_ROWS);
    await start(id);
    expect(await db().due.findMany({ select: { id: true } })).toEqual([{ id: (await callsOf(id))[0]?.id }]);
    const page = await listCalls(ann, callQuery.parse({ list: id, limit: "3" }));
    expect(page.items.map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4]);
    expect(
      listInput.safeParse({ name: "x", connectionId, campaignId, rows: rowsOf(MAX_ROWS + 1) }).error?.issues,
    ).toMatchObject([{ path: ["rows"], message: expect.stringMatching(/10,000/) }]);
  });
});

describe("pause, stop and a process that goes", () => {
  test("paused, it begins no further call; carried on, it does; stopped, the rest is not placed", async () => {
    await course("manual");
    const { id } = await upload(rowsOf(3));
    await start(id);
    await expect.poll(() => underWay(id), patiently).toBe(1);
    await pauseList(sue, id);
    await expect.poll(async () => (await dialled()).length, patiently).toBeGreaterThan(0);
    await course("busy");
    await endAll();
    await expect.poll(() => underWay(id), patiently).toBe(0);
    expect(await getList(ann, id)).toMatchObject({ state: "paused", counts: { waiting: 2 } });
    expect(await db().due.count()).toBe(0);
    await course("manual");
    await start(id);
    await expect.poll(() => underWay(id), patiently).toBe(1);
    await stopList(ann, id);
    expect(await getList(ann, id)).toMatchObject({ state: "stopped", counts: { not_placed: 1, waiting: 0 } });
    await expect.poll(async () => (await callsOf(id))[1]?.vendorRequestId, patiently).not.toBeNull();
    await endAll();
    await expect.poll(() => underWay(id), patiently).toBe(0);
    expect((await callsOf(id)).map(({ outcome }) => outcome)).not.toContain(null);
    await expect(pauseList(ann, id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("a second process carries a list on, and no row is dialled twice", async () => {
    await course("manual");
    const before = await dials();
    const { id } = await upload(rowsOf(3));
    await start(id);
    await expect.poll(dials, patiently).toBe(before + 1);
    await dialer.stop();
    await course("busy");
    await endAll();
    dialer = startDialer({ pool: pool(), outboundFor, sleepMs: 100 });
    await isDone(id);
    expect(await dials()).toBe(before + 3);
  });

  test("what CXone surely did not take waits for its turn again; a lost answer is not repeated", async () => {
    const fault = (body: object) =>
      scene.control("faults", {
        system: "cxoneV2",
        method: "POST",
        pathPattern: "journey/v1/outbound",
        times: 1,
        ...body,
      });
    await fault({ status: 429, headers: { "retry-after": "1" } });
    const { id } = await upload(rowsOf(1));
    const before = await dials();
    await start(id);
    await expect.poll(async () => (await callsOf(id))[0]?.phase, patiently).toBe("waiting");
    await isDone(id);
    expect(await getList(ann, id)).toMatchObject({ counts: { busy: 1 } });
    expect(await dials()).toBe(before + 2);

    await fault({ drop: "after" });
    const lost = await upload(rowsOf(1).map((row) => ({ ...row, phoneNumber: numberOf(77) })));
    await start(lost.id);
    await isDone(lost.id);
    expect(await dials()).toBe(before + 3);
  });
});

const MIXED = { name: "+49 (30) 1234-4711, ext. 12", data: { "004930 12344713": [493012344714, 12] } };
const WITHOUT_NUMBERS = { name: "+49 30 ••• 4711, ext. 12", data: { "•••": ["•••", 12] } };

test("columns that were mixed up show a supervisor no number in any cell of a rejected row", async () => {
  const [good] = rowsOf(1);
  const mixed = { ...MIXED, line: 3, phoneNumber: "Ada", agent: "493012344712" };
  const { id } = await upload([good as object, mixed]);
  const shown = (await rejectedOf(id, sue)).items;
  expect(shown).toMatchObject([{ line: 3, phoneNumber: "•••", agent: "•••", ...WITHOUT_NUMBERS }]);
  expect(shown[0]?.problems[0]).toBe(`A phone number has digits only, after a plus sign: ${EXAMPLE}.`);
  expect((JSON.stringify(shown) + csvOfRows(shown)).replaceAll(EXAMPLE, "")).not.toContain("1234");
  expect(JSON.stringify(await rejectedOf(id, testCtx("auditor")))).toContain("name or id 493012344712");
});

test("nor in any cell of a row that can be called", async () => {
  const { id } = await upload(rowsOf(1).map((row) => ({ ...row, ...MIXED })));
  // As when it was dialled: CXone keeps the contact under the name of the row.
  await db().outboundCall.updateMany({ where: { listId: id }, data: { contactId: "1" } });
  const callId = (await callsOf(id))[0]?.id ?? "";
  const shown = await getCall(sue, callId);
  expect(shown).toMatchObject({ data: WITHOUT_NUMBERS.data, contact: { name: WITHOUT_NUMBERS.name } });
  expect(JSON.stringify([shown, await listCalls(sue, callQuery.parse({ list: id }))])).not.toMatch(/1234/);
  expect(await getCall(ann, callId)).toMatchObject({ data: MIXED.data, contact: { name: MIXED.name } });
});

test("a list is read without its rejected rows, which come in pages, each once", async () => {
  const [good] = rowsOf(1);
  const bad = Array.from({ length: 120 }, (_, index) => ({ line: index + 3, phoneNumber: `no ${index}` }));
  const { id } = await upload([good as object, ...bad]);
  const list = await getList(ann, id);
  expect(list).toMatchObject({ rows: 1, rejected: 120 });
  expect(JSON.stringify(list).length).toBeLessThan(1_000);
  const lines: number[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = await rejectedOf(id, ann, { after, limit: 50 });
    lines.push(...page.items.map(({ line }) => line));
    after = page.after;
  }
  expect(lines).toEqual(bad.map(({ line }) => line));
  await expect(rejectedOf("lst_gone", ann)).rejects.toMatchObject({ code: "not_found" });
});

test("an auditor reads and changes nothing; numbers are masked for a supervisor", async () => {
  const auditor = testCtx("auditor");
  const [good] = rowsOf(1);
  const { id } = await upload([good as object, { ...good, line: 3 }]);
  expect((await listLists(auditor, listQuery.parse({}))).items).toMatchObject([{ id, rows: 1, rejected: 1 }]);
  expect(JSON.stringify(await rejectedOf(id, sue))).not.toContain(numberOf(0));
  expect(JSON.stringify(await rejectedOf(id, auditor))).toContain(numberOf(0));
  for (const deed of [
    startList(auditor, id, { confirmed: 1 }),
    pauseList(auditor, id),
    stopList(auditor, id),
  ])
    await expect(deed).rejects.toMatchObject({ code: "forbidden" });
  await expect(upload([{ ...good, phoneNumber: "no" }])).rejects.toMatchObject({
    code: "bad_input",
    options: { fields: { rows: expect.stringMatching(/^No row can be called. Line 2: /) } },
  });
});
