import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createContact, findContacts, listAgents, listCampaigns } from "./contacts.ts";
import { placeCall } from "./place-call.ts";
import { preflight } from "./preflight.ts";
import { getCall, listCalls } from "./reads.ts";
import { startDialer } from "./run/start-dialer.ts";
import { type CallInput, callQuery, placeInput } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const sue = testCtx("supervisor");
const NUMBER = "+4915112340001";
const ZERO = "00000000-0000-0000-0000-000000000000";
let connectionId = "";
let right: CallInput;
let dialer: ReturnType<typeof startDialer>;

type Named = { id: string; name: string };
type Voice = { calls: { callId: string; direction: string }[] };
const voice = async (deed: string, body: object = {}) => {
  const answer = await scene.control(`voice/${deed}`, body);
  if (!answer.ok) throw new Error(`${deed}: ${await answer.text()}`);
  return answer.json();
};
const idOf = (items: readonly Named[], name: RegExp) => {
  const found = items.find((item) => name.test(item.name));
  if (!found) throw new Error(`Nothing is called ${name} among ${items.map((item) => item.name).join(", ")}`);
  return found.id;
};
/** What the sandbox tells of itself. */
const told = async <Answer>(what: string) =>
  (await (await fetch(`${scene.sandbox().baseUrl}/control/${what}`)).json()) as Answer;
const vendorCalls = async () =>
  (await told<Voice>("voice")).calls.filter(({ direction }) => direction === "outbound");
type Requests = { requests: { method: string; path: string }[] };
/** Dials that reached the sandbox, however they were answered. */
const dials = async () =>
  (await told<Requests>("requests?system=cxoneV2")).requests.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/journey/v1/outbound"),
  ).length;
const fault = (body: object) =>
  scene.control("faults", {
    system: "cxoneV2",
    method: "POST",
    pathPattern: "journey/v1/outbound",
    times: 1,
    ...body,
  });
const place = (more: Partial<CallInput> = {}, key?: string) =>
  placeCall(ann, placeInput.parse({ ...right, ...more, confirmed: true }), { idempotencyKey: key ?? null });
const ended = async (id: string) => {
  await expect.poll(async () => (await getCall(ann, id)).endedAt, { timeout: 20_000 }).not.toBeNull();
  return getCall(ann, id);
};
const saidOf = async (id: string) => (await getCall(ann, id)).timeline.map(({ text }) => text).join("\n");
const isSeen = (id: string, text: RegExp) => expect.poll(() => saidOf(id), { timeout: 20_000 }).toMatch(text);

beforeAll(async () => {
  connectionId = (await createConnection(ann, scene.v2Input("Voice"))).id;
  await createConnection(ann, scene.v2Input("Night"));
  const campaigns = await listCampaigns(ann, connectionId, "");
  const campaignId = idOf(campaigns.items, /callback/i);
  const { items } = await listAgents(ann, connectionId, "", campaignId);
  const agentId = items[0]?.id ?? "";
  const { contact } = await createContact(ann, { connectionId, name: "Hanna Roth", phoneNumber: NUMBER });
  right = {
    connectionId,
    campaignId,
    contactId: contact.id,
    phoneNumber: NUMBER,
    agentId,
    data: { source: "test" },
  };
});
beforeEach(async () => {
  await scene.control("switches", { outboundCourse: "manual", outboundDialSeconds: 0 });
  await voice("agent", { agentId: right.agentId, state: "Available" });
  dialer = startDialer({ pool: pool(), outboundFor, sleepMs: 100 });
});
afterEach(async () => {
  await dialer.stop();
  for (const { callId } of await vendorCalls()) await voice("outbound", { callId, result: "ended" });
  await db().due.deleteMany();
  await db().outboundCall.deleteMany();
  await db().outboundKey.deleteMany();
});
afterAll(async () => {
  await db().connection.deleteMany({ where: { kind: "cxone-v2" } });
});

/** The call that the sandbox has for a call of ours. */
const vendorIdOf = async (id: string) => {
  await expect.poll(async () => (await getCall(ann, id)).vendorRequestId, { timeout: 20_000 }).not.toBeNull();
  return (await getCall(ann, id)).vendorRequestId;
};

describe("a Personal Connection call", () => {
  test("is checked, placed once, followed to its end and kept (P-10, P-20)", async () => {
    const checked = await preflight(sue, right);
    expect(checked.checks.map(({ id, state }) => [id, state])).toEqual([
      ["number", "passed"],
      ["campaign", "passed"],
      ["contact", "passed"],
      ["assigned", "passed"],
      ["active", "passed"],
      ["presence", "passed"],
      ["engaged", "passed"],
    ]);
    expect(checked).toMatchObject({ ok: true, before: null, number: { country: "Germany" } });
    expect(await dials()).toBe(0);

    await scene.control("switches", { outboundCourse: "connect" });
    const { call } = await place();
    const callId = await vendorIdOf(call.id);
    await isSeen(call.id, /connected/);
    await voice("outbound", { callId, result: "ended" });
    expect(await ended(call.id)).toMatchObject({ outcome: "answered", phase: "done" });
    expect(await dials()).toBe(1);
    const actions = await db().auditEntry.findMany({
      where: { object: `outbound:${call.id}` },
      orderBy: { seq: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual(["outbound.requested", "outbound.answered"]);
    expect((await preflight(ann, right)).before).toMatchObject({ id: call.id, outcome: "answered" });
  });

  test.each(["no_answer", "busy", "failed"] as const)("that ends as %s says so", async (result) => {
    const { call } = await place();
    await voice("outbound", { callId: await vendorIdOf(call.id), result });
    expect(await ended(call.id)).toMatchObject({ outcome: result });
  });

  test("is one call for one key, and another request with that key is refused", async () => {
    const key = crypto.randomUUID();
    const [one, two] = await Promise.all([place({}, key), place({}, key)]);
    expect(one.call.id).toBe(two.call.id);
    expect([one.replayed, two.replayed].toSorted()).toEqual([false, true]);
    await expect(place({ data: { other: true } }, key)).rejects.toMatchObject({ code: "conflict" });
    await voice("outbound", { callId: await vendorIdOf(one.call.id), result: "ended" });
    await ended(one.call.id);
    const pause = (pausedAt: Date | null) =>
      db().connection.update({ where: { id: connectionId }, data: { pausedAt } });
    await pause(new Date());
    expect((await place({}, key)).call.id).toBe(one.call.id);
    await pause(null);
  });

  test("is the first one's call for an equal request that finds the agent in it already", async () => {
    const key = crypto.randomUUID();
    await fault({ method: "GET", pathPattern: "/presence$", delayMs: 2_000 });
    const late = place({}, key);
    // It has found no call under its key, and waits to be told how the agent is.
    await expect.poll(() => told("faults")).toEqual({ faults: [] });
    const first = await place({}, key);
    await voice("agent", { agentId: right.agentId, state: "Unavailable" });
    expect(await late).toMatchObject({ call: { id: first.call.id }, replayed: true });
    await expect(place({}, crypto.randomUUID())).rejects.toMatchObject({ code: "conflict" });
    expect(await db().outboundCall.count()).toBe(1);
  });

  test.each(["Voice", "Night"])(
    "of two people at once, one over %s, the second is told of the first",
    async (over) => {
      const { id } = await db().connection.findUniqueOrThrow({ where: { name: over } });
      const calls = await Promise.allSettled([place(), place({ connectionId: id })]);
      const refused = calls.find(({ status }) => status === "rejected");
      expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(refused).toMatchObject({
        reason: { code: "conflict", options: { title: expect.stringMatching(/already being called/) } },
      });
    },
  );
});

describe("what may have been dialled is never dialled again (P-32)", () => {
  test("the answer is lost after the work: the call is found and followed", async () => {
    await fault({ drop: "after" });
    const { call } = await place();
    await isSeen(call.id, /The call was placed: CXone shows it/);
    const [ours] = await vendorCalls();
    await voice("outbound", { callId: ours?.callId, result: "busy" });
    expect(await ended(call.id)).toMatchObject({ outcome: "busy" });
  });

  test("a 500 is looked into, and nothing is dialled a second time", async () => {
    const before = await dials();
    await fault({ status: 500 });
    const { call } = await place();
    await isSeen(call.id, /CXone shows no such call yet/);
    expect(await dials()).toBe(before + 1);
    expect((await getCall(ann, call.id)).phase).toBe("unknown");
  });

  test("throttled, it waits as long as CXone says before it is placed (P-30)", async () => {
    await fault({ status: 429, headers: { "retry-after": "1" } });
    const { call } = await place();
    await isSeen(call.id, /Not placed yet/);
    await vendorIdOf(call.id);
    const kinds = (await getCall(ann, call.id)).timeline.map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(["requested", "held_back", "placed"]);
  });
});

describe("a call that cannot be is stopped before it rings anybody", () => {
  test.each([
    ["campaignId", ZERO, /all-zero/],
    ["contactId", ZERO, /all-zero/],
    ["agentId", ZERO, /all-zero/],
    ["agentId", "{3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59}", /UUID/],
    ["contactId", "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a5", /UUID/],
  ] as const)("%s %s (P-31)", async (field, id, sentence) => {
    await expect(place({ [field]: id })).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { [field]: expect.stringMatching(sentence) } },
    });
    expect(await db().outboundCall.count()).toBe(0);
  });

  test("agents of a campaign whose id can be none are not asked for", async () => {
    for (const id of [ZERO, "../users", "abc"])
      await expect(listAgents(ann, connectionId, "", id)).rejects.toMatchObject({
        options: { fields: { campaign: expect.any(String) } },
      });
  });

  test("each failing check is named and nothing is placed (P-11, P-12, P-14, P-20)", async () => {
    await voice("agent", { agentId: right.agentId, state: "Unavailable" });
    const stranger = crypto.randomUUID();
    const checked = await preflight(ann, { ...right, contactId: stranger });
    const failed = checked.checks.filter(({ state }) => state === "failed");
    expect(failed.map(({ id }) => id)).toEqual(["contact", "presence"]);
    for (const { fix } of failed) expect(fix).toBeTruthy();
    await expect(place({ contactId: stranger })).rejects.toMatchObject({
      code: "conflict",
      options: { fields: { contactId: expect.any(String), agentId: expect.any(String) } },
    });
    expect(await db().outboundCall.count()).toBe(0);
  });

  test("an agent who is in a call is not called with", async () => {
    await scene.control("switches", { outboundCourse: "connect" });
    const { call } = await place();
    await isSeen(call.id, /are connected/);
    const checked = await preflight(ann, right);
    expect(checked.checks.filter(({ state }) => state === "failed").map(({ id }) => id)).toContain("engaged");
  });
});

describe("contacts, roles and numbers", () => {
  test("a contact that exists is found instead of made twice, also when the answer is lost", async () => {
    const known = await createContact(ann, { connectionId, name: "Somebody", phoneNumber: NUMBER });
    expect(known).toMatchObject({ existed: true, contact: { name: "Hanna Roth" } });
    const phoneNumber = "+4915112340077";
    await scene.control("faults", {
      system: "cxoneV2",
      method: "POST",
      pathPattern: "journey/v1/contacts",
      times: 1,
      drop: "after",
    });
    const { contact } = await createContact(ann, { connectionId, name: "Omar Neu", phoneNumber });
    expect((await findContacts(ann, connectionId, { phoneNumber })).items).toEqual([contact]);
  });

  test("a contact that is kept under its number gives it to nobody, nor does a search for a part of it", async () => {
    const phoneNumber = "+4915112340088";
    const { contact } = await createContact(ann, { connectionId, name: phoneNumber, phoneNumber });
    const { call } = await place({ contactId: contact.id, phoneNumber, data: { callback: phoneNumber } });
    const told = [
      await getCall(sue, call.id),
      await findContacts(sue, connectionId, { search: "+49151" }),
      await preflight(sue, { ...right, contactId: contact.id }),
    ];
    expect(JSON.stringify(told)).not.toContain("15112340088");
    const found = async (ctx: typeof ann) => (await listCalls(ctx, callQuery.parse({ q: "12340088" }))).items;
    expect(await found(sue)).toEqual([]);
    expect(await found(ann)).toHaveLength(1);
  });

  test("a supervisor places calls and sees numbers masked; an auditor reads only", async () => {
    const { call } = await place();
    expect((await getCall(sue, call.id)).phoneNumber).toBe("+49 151 ••• 0001");
    const list = await listCalls(sue, callQuery.parse({}));
    expect(JSON.stringify(list)).not.toContain(NUMBER);
    expect((await listCalls(sue, callQuery.parse({ q: NUMBER }))).items).toEqual([]);
    expect((await listCalls(ann, callQuery.parse({ q: NUMBER }))).items).toHaveLength(1);
    expect((await listCalls(testCtx("auditor"), callQuery.parse({}))).items).toHaveLength(1);
    await expect(
      placeCall(testCtx("auditor"), placeInput.parse({ ...right, confirmed: true })),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
