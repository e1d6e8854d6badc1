import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db, pool } from "#lib/db/client.ts";
import type { OutboundCall } from "#lib/db/generated/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listAgents, listCampaigns } from "../contacts.ts";
import { createList } from "../lists/create-list.ts";
import { pauseList } from "../lists/pause-list.ts";
import { listInput } from "../lists/schema.ts";
import { startList } from "../lists/start-list.ts";
import { stopList } from "../lists/stop-list.ts";
import { placeCall } from "../place-call.ts";
import { placeInput } from "../schema.ts";
import { type DialerParts, lookAtCall } from "./look-at-call.ts";
import { turnOf } from "./turn-of-row.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const NUMBER = "+4915112340001";
let connectionId = "";
let campaignId = "";
let agents: { id: string; name: string }[] = [];
const agentNamed = (name: string) => agents.find((one) => one.name.startsWith(name))?.id ?? "";

const told = async <Answer>(what: string) =>
  (await (await fetch(`${scene.sandbox().baseUrl}/control/${what}`)).json()) as Answer;
type Dial = { method: string; path: string; body: { contactId?: string } };
const dials = async () =>
  (await told<{ requests: Dial[] }>("requests?system=cxoneV2")).requests.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/journey/v1/outbound"),
  );
type Contact = { contactId: string; name: string; phoneNumber: string };
const contactsOf = async (phoneNumber: string) =>
  (await told<{ contacts: Contact[] }>("voice")).contacts.filter((one) => one.phoneNumber === phoneNumber);

const read = (id: string) => db().outboundCall.findUniqueOrThrow({ where: { id } });
/** The first row of a list that runs, while nobody places calls. */
async function rowNamed(name: string, more: object[] = []): Promise<OutboundCall & { listId: string }> {
  const agent = agentNamed("Tomasz");
  const rows = [{ line: 2, phoneNumber: NUMBER, name, agent }, ...more.map((row) => ({ agent, ...row }))];
  const { id } = await createList(ann, listInput.parse({ name: "Renewals", connectionId, campaignId, rows }));
  await startList(ann, id, { confirmed: rows.length });
  const first = await db().outboundCall.findFirstOrThrow({ where: { listId: id, rowNumber: 2 } });
  return { ...first, listId: id };
}
const turn = async (row: OutboundCall, change: Partial<OutboundCall> = {}) =>
  turnOf(await outboundFor(connectionId), { ...row, ...change });
async function look(id: string, parts: Partial<DialerParts> = {}) {
  const { rows } = await pool().query(
    `UPDATE due SET fence = fence + 1, lease_until = now() + interval '30 s'
     WHERE queue = 'outbound' AND id = $1 RETURNING fence`,
    [id],
  );
  const held = { id, fence: Number(rows[0]?.fence), resumed: false };
  const item = { ...held, waitedMs: () => 0, heldMs: () => 30_000 };
  return lookAtCall({ outboundFor, now: () => new Date(), ...parts }, item, await read(id));
}

beforeAll(async () => {
  connectionId = (await createConnection(ann, scene.v2Input("Voice"))).id;
  campaignId = (await listCampaigns(ann, connectionId, "Callbacks")).items[0]?.id ?? "";
  agents = (await listAgents(ann, connectionId, "", null)).items;
});
beforeEach(async () => {
  await scene.control("reset");
  await scene.control("switches", { outboundCourse: "manual" });
  for (const name of ["Tomasz", "Elif"])
    await scene.control("voice/agent", { agentId: agentNamed(name), state: "Available" });
});
afterEach(async () => {
  await db().due.deleteMany();
  await db().outboundCall.deleteMany();
  await db().outboundList.deleteMany();
});

describe("a row waits", () => {
  test("while its connection is paused, its campaign is off, or its agent is outside the campaign or away", async () => {
    const row = await rowNamed("Omar");
    const waits = (reason: RegExp) => ({
      readiness: { ready: "later", reason: expect.stringMatching(reason) },
      contact: null,
    });
    await db().connection.update({
      where: { id: connectionId },
      data: { pausedAt: new Date(), pausedBy: "Olga" },
    });
    expect(await turn(row)).toEqual(waits(/^Olga paused the connection/));
    await db().connection.update({ where: { id: connectionId }, data: { pausedAt: null, pausedBy: null } });
    expect(await turn(row, { agentId: agentNamed("Elif") })).toEqual(waits(/not assigned to Callbacks/));
    await scene.control("voice/campaign", { campaignId: "Callbacks", active: false });
    expect(await turn(row)).toEqual(waits(/Callbacks is not active/));
    await scene.control("voice/campaign", { campaignId: "Callbacks", active: true });
    await scene.control("voice/agent", { agentId: row.agentId, state: "Unavailable" });
    expect(await turn(row)).toEqual(waits(/^Presence: /));
    expect(await contactsOf(NUMBER)).toEqual([]);
  });

  test("while its agent is in another call that Patchbay placed, and while CXone cannot be asked", async () => {
    const { id } = await rowNamed("Omar");
    const [hanna] = await contactsOf("+4930901820");
    const single = { connectionId, campaignId, contactId: hanna?.contactId, phoneNumber: "+4930901820" };
    const agentId = agentNamed("Tomasz");
    const { call } = await placeCall(ann, placeInput.parse({ ...single, agentId, confirmed: true }));
    expect(await look(id)).toEqual({ afterMs: 5_000 });
    expect(await read(id)).toMatchObject({
      phase: "waiting",
      reason: expect.stringMatching(/in another call/),
    });
    await db().outboundCall.update({ where: { id: call.id }, data: { endedAt: new Date(), phase: "done" } });
    await scene.control("faults", { system: "cxoneV2", pathPattern: "/presence$", times: 3, status: 500 });
    expect(await look(id)).toEqual({ afterMs: 5_000 });
    expect(await read(id)).toMatchObject({ phase: "waiting", reason: expect.stringMatching(/CXone/) });
    expect(await dials()).toEqual([]);
  });

  test("and ends when nobody knows its agent any more", async () => {
    const { readiness } = await turn(await rowNamed("Omar"), { agentId: crypto.randomUUID() });
    expect(readiness).toEqual({ ready: "never", reason: "CXone knows no such agent." });
  });
});

describe("whom a row calls (P-12)", () => {
  test("is who has the number, by the same name if there are several, and not who has the same name", async () => {
    const outbound = await outboundFor(connectionId);
    const made = async (name: string) => outbound.createContact({ name, phoneNumber: NUMBER });
    const row = await rowNamed("Omar Farouk");
    expect((await contactsOf("+442079460958")).map(({ name }) => name)).toEqual(["Omar Farouk"]);
    const first = await made("Ida");
    expect((await turn(row)).contact).toEqual(first);
    const namesake = await made("Omar Farouk");
    expect((await turn(row)).contact).toEqual(namesake);
    expect(await contactsOf(NUMBER)).toHaveLength(2);
  });

  test("is shown by the name that CXone has for the number where the file has none", async () => {
    await (await outboundFor(connectionId)).createContact({ name: "Ida", phoneNumber: NUMBER });
    const { id, contactName } = await rowNamed("");
    await look(id);
    expect([contactName, (await read(id)).contactName]).toEqual([null, "Ida"]);
  });

  test("is made once, although the answer got lost, and is what goes out and is kept", async () => {
    const row = await rowNamed("Ida Neu");
    await scene.control("faults", {
      system: "cxoneV2",
      method: "POST",
      pathPattern: "/contacts$",
      times: 1,
      drop: "after",
    });
    await look(row.id);
    const made = await contactsOf(NUMBER);
    expect(made).toMatchObject([{ name: "Ida Neu" }]);
    const { contactId } = made[0] ?? {};
    expect((await dials()).map(({ body }) => body.contactId)).toEqual([contactId]);
    expect(await read(row.id)).toMatchObject({ phase: "following", contactId, contactName: "Ida Neu" });
  });
});

describe("the list of a row", () => {
  test.each([
    ["paused", pauseList, "waiting"],
    ["stopped", stopList, "done"],
  ] as const)("is %s while the row is looked at: nobody is called", async (_name, deed, phase) => {
    const row = await rowNamed("Omar");
    const atTheLastMoment: DialerParts["outboundFor"] = async (id, options) => {
      const outbound = await outboundFor(id, options);
      const findContacts: typeof outbound.findContacts = async (find) => {
        await deed(ann, row.listId);
        return outbound.findContacts(find);
      };
      return { ...outbound, findContacts };
    };
    expect(await look(row.id, { outboundFor: atTheLastMoment })).toEqual({ afterMs: 0 });
    expect([(await read(row.id)).phase, await dials()]).toEqual([phase, []]);
  });

  test("is paused: the row is taken out of the table until it is started again", async () => {
    const { id, listId } = await rowNamed("Omar");
    await pauseList(ann, listId);
    expect(await look(id)).toBe("lost");
    expect([await db().due.count(), await dials()]).toEqual([0, []]);
    await startList(ann, listId, { confirmed: 1 });
    expect(await db().due.findMany({ select: { id: true } })).toEqual([{ id }]);
  });

  test("is started again while a row is under way: the next one of its agent waits behind it", async () => {
    const { id, listId } = await rowNamed("Omar", [{ line: 3, phoneNumber: "+4915112340002" }]);
    await look(id);
    await pauseList(ann, listId);
    await startList(ann, listId, { confirmed: 1 });
    expect(await db().due.findMany({ select: { id: true } })).toEqual([{ id }]);
  });

  test.each([
    ["paused", pauseList, "done"],
    ["stopped", stopList, "stopped"],
  ] as const)("is %s under its last call, which goes on to its end", async (_name, deed, state) => {
    const { id, listId } = await rowNamed("Omar");
    await look(id);
    await deed(ann, listId);
    const { vendorRequestId } = await read(id);
    await scene.control("voice/outbound", { callId: vendorRequestId, result: "busy" });
    expect(await look(id)).toBe("done");
    expect(await read(id)).toMatchObject({ outcome: "busy" });
    expect(await db().outboundList.findUniqueOrThrow({ where: { id: listId } })).toMatchObject({ state });
  });

  test("was uploaded long before: a lost call is looked for from the row's turn on", async () => {
    const { id } = await rowNamed("Omar");
    const uploadedAt = new Date(Date.now() - 86_400_000);
    await db().outboundCall.update({ where: { id }, data: { at: uploadedAt } });
    const now = new Date();
    await look(id, { now: () => now });
    expect(await read(id)).toMatchObject({ phase: "following", at: now });
  });
});
