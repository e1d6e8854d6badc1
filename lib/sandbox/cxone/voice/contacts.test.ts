import { expect, test } from "vitest";
import { signInAs } from "../../test-tenant.ts";
import { jonas, sales, testDesk, tomasz } from "./test-desk.ts";

const since = "startDate=2020-01-01T00:00:00Z";

test("one contact is wrapped under contactId, or flat, and its start is a text or a number, by switch", async () => {
  const { acd, control, contactId } = await testDesk();
  const read = async () => (await acd("GET", `/contacts/${contactId}`)).body as Record<string, unknown>;
  expect(await read()).toMatchObject({
    businessUnitId: 4606137,
    lastPollTime: expect.any(String),
    contactId: {
      contactId,
      masterContactId: contactId,
      agentId: jonas,
      fromAddress: "+4915112345678",
      isOutbound: false,
      mediaTypeId: 4,
      stateName: "Active",
      contactStartDate: expect.stringMatching(/Z$/),
    },
  });
  await control("POST", "/switches", { acdContactWrapped: false, acdContactStartDate: "number" });
  expect(await read()).toMatchObject({ contactId, agentId: jonas, contactStartDate: expect.any(Number) });
  expect((await acd("GET", `/contacts/${contactId}?fields=stateName`)).body).not.toHaveProperty("agentId");
  expect((await acd("GET", "/contacts/7")).status).toBe(404);
});

test("active contacts are filtered by agent, skill, state, address and what changed since", async () => {
  const { acd, control, active, act, session, contactId } = await testDesk();
  const queued = (await control("POST", "/voice/call", { skillId: sales, from: "+442079460958" })).body as {
    contactId: number;
  };
  const ids = async (query: string) => (await active(query)).map((row) => row.contactId);
  expect(await ids(`?agentId=${jonas}`)).toEqual([contactId]);
  expect(await ids(`?skillId=${sales}`)).toEqual([queued.contactId]);
  expect(await ids("?fromAddress=%2B442079460958")).toEqual([queued.contactId]);
  expect(await ids("?mediaTypeId=9")).toEqual([]);
  expect(await ids(`?agentId=${jonas}&skillId=${sales}`)).toEqual([]);
  await control("POST", "/clock", { advanceSeconds: 5 });
  const now = ((await control("GET", "/clock")).body as { now: string }).now;
  await act(session, contactId, "hold");
  expect(await ids(`?updatedSince=${now}`)).toEqual([contactId]);
  const hold = (await active(`?contactId=${contactId}`))[0]?.stateId;
  expect(await ids(`?stateId=${hold}`)).toEqual([contactId]);
  expect((await acd("GET", "/contacts/active?updatedSince=lately")).status).toBe(400);
  expect((await acd("GET", `/contacts/states?agentId=${jonas}`)).body).toMatchObject({
    contactStates: [{ contactId, contactStateName: "Hold", contactStateId: hold }],
  });
});

test("states have names that keep and numbers that a switch moves", async () => {
  const { acd, control, contact, contactId } = await testDesk();
  type Answer = { contactStateDescriptions: { ContactStateId: number; ContactStateDescription: string }[] };
  const idOf = async (name: string) =>
    ((await acd("GET", "/contact-state-descriptions")).body as Answer).contactStateDescriptions.find(
      (state) => state.ContactStateDescription === name,
    )?.ContactStateId;
  const before = await idOf("Active");
  expect((await contact(contactId)).stateId).toBe(before);
  await control("POST", "/switches", { acdContactStateIds: "shifted" });
  expect(await idOf("Active")).not.toBe(before);
  expect((await contact(contactId)).stateId).toBe(await idOf("Active"));
  expect((await acd("GET", `/contact-state-descriptions/${await idOf("Hold")}`)).body).toMatchObject({
    contactStateDescriptions: [{ ContactStateDescription: "Hold", ContactStateCategory: "Active" }],
  });
  expect((await acd("GET", "/contact-state-descriptions/999")).status).toBe(404);
});

test("the history of a contact has each state with its length", async () => {
  const { acd, control, act, session, contactId } = await testDesk();
  await control("POST", "/clock", { advanceSeconds: 10 });
  await act(session, contactId, "hold");
  await control("POST", "/clock", { advanceSeconds: 20 });
  await act(session, contactId, "end");
  const answer = await acd("GET", `/contacts/${contactId}/state-history`);
  const rows = (answer.body as { contactStateHistory: Record<string, unknown>[] }).contactStateHistory;
  expect(rows.map((row) => [row.stateIndex, row.contactStateName, row.duration])).toEqual([
    [0, "Active", "10"],
    [1, "Hold", "20"],
    [2, "EndContact", "0"],
  ]);
  expect(rows[0]).toMatchObject({ contactId: String(contactId), agentId: jonas, isWarehoused: false });
});

test("ended contacts are found by time and agent, with their seconds, and may be late", async () => {
  const { acd, control, act, session, contactId } = await testDesk({ acdCompletedLagSeconds: 60 });
  await control("POST", "/clock", { advanceSeconds: 30 });
  await act(session, contactId, "hold");
  await control("POST", "/clock", { advanceSeconds: 12 });
  await control("POST", "/voice/hang-up", { contactId });
  const completed = async (query: string) =>
    ((await acd("GET", `/contacts/completed?${query}`)).body as { completedContacts: object[] })
      .completedContacts;
  expect(await completed(`${since}&agentId=${jonas}`)).toEqual([]);
  await control("POST", "/clock", { advanceSeconds: 61 });
  const [row] = await completed(`${since}&agentId=${jonas}`);
  expect(row).toMatchObject({
    contactId,
    endReason: "Contact Hung Up",
    holdCount: 1,
    holdSeconds: 12,
    agentSeconds: 42,
    totalDurationSeconds: 42,
    transferIndicatorName: "None",
    abandoned: false,
  });
  expect(await completed(`${since}&agentId=${tomasz}`)).toEqual([]);
  expect(await completed(`${since}&endDate=2020-01-02T00:00:00Z`)).toEqual([]);
  expect(await completed("updatedSince=2020-01-01")).toHaveLength(1);
  expect((await acd("GET", "/contacts/completed")).status).toBe(400);
  expect((await acd("GET", "/contacts/completed?startDate=then")).status).toBe(400);
});

test("a caller who gives up in the queue has abandoned the call", async () => {
  const { control, contact } = await testDesk();
  await control("POST", "/voice/agent", { agentId: tomasz, state: "Unavailable" });
  const { contactId } = (await control("POST", "/voice/call", { skillId: sales })).body as {
    contactId: number;
  };
  await control("POST", "/clock", { advanceSeconds: 15 });
  await control("POST", "/voice/hang-up", { contactId });
  expect(await contact(contactId)).toMatchObject({ abandoned: true, abandonSeconds: 15, inQueueSeconds: 15 });
});

test("lists of contacts and of agents' states lag behind, by switch; one contact does not", async () => {
  const { control, active, act, contact, stateOf, session, contactId } = await testDesk();
  await control("POST", "/clock", { advanceSeconds: 100 });
  await control("POST", "/switches", { acdContactsLagSeconds: 10, acdAgentStatesLagSeconds: 10 });
  const shown = async () => (await active(`?contactId=${contactId}`)).map((row) => row.stateName);
  await act(session, contactId, "hold");
  expect([await shown(), (await contact(contactId)).stateName]).toEqual([["Active"], "Hold"]);
  await control("POST", "/clock", { advanceSeconds: 11 });
  expect(await shown()).toEqual(["Hold"]);
  await act(session, contactId, "end");
  expect([await shown(), await stateOf(jonas)]).toEqual([["Hold"], "InboundContact"]);
  await control("POST", "/clock", { advanceSeconds: 11 });
  expect([await shown(), await stateOf(jonas)]).toEqual([[], "Available"]);
});

test("a contact is ended without a session by whoever may edit users, once", async () => {
  const tenant = await testDesk();
  const { acd, contact, contactId } = tenant;
  const agent = await signInAs(tenant, 30104);
  expect((await agent("POST", `/contacts/${contactId}/end`)).status).toBe(403);
  expect((await acd("POST", `/contacts/${contactId}/end`)).status).toBe(202);
  expect(await contact(contactId)).toMatchObject({ endReason: "Contact Ended By API" });
  expect((await acd("POST", `/contacts/${contactId}/end`)).status).toBe(409);
});

test("agents' states and queues tell of the calls", async () => {
  const { acd, control, contactId } = await testDesk();
  const first = (await control("POST", "/voice/call", { skillId: sales })).body as { contactId: number };
  await control("POST", "/voice/call", { skillId: sales });
  await control("POST", "/clock", { advanceSeconds: 45 });
  const rows = (await acd("GET", "/agents/states")).body as { agentStates: { agentId: number }[] };
  expect(rows.agentStates.find((row) => row.agentId === jonas)).toMatchObject({
    agentStateName: "InboundContact",
    agentStateId: 3,
    contactId,
    openContacts: 1,
    fromAddress: "+4915112345678",
  });
  expect((await acd("GET", `/skills/${sales}/activity`)).body).toMatchObject({
    skillActivity: [{ mediaTypeId: 4, queueCount: 2, outSLA: 2, inSLA: 0, agentsAvailable: 0 }],
  });
  await control("POST", "/voice/agent", { agentId: tomasz, state: "Available" });
  await control("POST", "/voice/answer", first);
  const activity = await acd("GET", "/skills/activity?mediaTypeId=4&top=100");
  const { skillActivity } = activity.body as { skillActivity: { skillId: number }[] };
  expect(skillActivity.find((row) => row.skillId === sales)).toMatchObject({
    queueCount: 1,
    contactsActive: 1,
    agentsWorking: 1,
  });
});
