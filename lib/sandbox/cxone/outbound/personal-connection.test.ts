import { expect, test } from "vitest";
import { testTenant } from "../../test-tenant.ts";
import { deskOf, joined, personalConnection, priya, sales, tomasz } from "../voice/test-desk.ts";

const number = "+4930901820";

/** Priya is available for Personal Connection, nobody else is. */
async function house(switches: object = {}) {
  const tenant = await testTenant();
  const { control } = tenant;
  await control("POST", "/switches", { acdListJobSeconds: 0, ...switches });
  await control("POST", "/voice/agent", { agentId: tomasz, state: "Unavailable" });
  await control("POST", "/voice/agent", { agentId: priya, state: "Available" });
  const session = await joined(tenant.acd, priya);
  const desk = deskOf(tenant);
  const dial = (more: object = {}) =>
    desk.post(session, "dial-phone", { phoneNumber: number, skillId: personalConnection, ...more });
  const later = (seconds: number) => control("POST", "/clock", { advanceSeconds: seconds });
  const block = async () => {
    const made = (await tenant.acd("POST", "/dnc-groups", { dncGroupName: "Blocked" })).body;
    const id = (made as { dncGroups: { dncGroupId: number }[] }).dncGroups[0]?.dncGroupId;
    await tenant.acd("POST", `/dnc-groups/${id}/records`, { dncGroupRecords: [{ phoneNumber: number }] });
    await tenant.acd("POST", `/dnc-groups/${id}/scrubbed-skills/${personalConnection}`);
  };
  return { ...tenant, ...desk, session, dial, later, block };
}

test("a Personal Connection call to its end: dialled, rings, is answered, ended, and counted", async () => {
  const { acd, active, contact, told, stateOf, act, post, session, dial, later } = await house();
  await told(session);
  expect((await dial({ customerId: "C-7" })).status).toBe(202);
  const [call] = await active(`?agentId=${priya}`);
  const contactId = call?.contactId ?? 0;
  expect(call).toMatchObject({ stateName: "Dialing", isOutbound: true, toAddress: number });
  expect(await told(session)).toEqual([`${contactId} Dialing`]);
  expect(await stateOf(priya)).toBe("OutboundContact");
  expect((await post(session, "dial-phone", { phoneNumber: number })).status).toBe(409);
  await later(3);
  await later(3);
  expect(await told(session)).toEqual([`${contactId} Active`]);
  expect(await contact(contactId)).toMatchObject({ stateName: "Active", agentId: priya });
  await later(60);
  expect((await act(session, contactId, "end")).status).toBe(202);
  const disposition = { primaryDispositionId: 2204 };
  expect((await post(session, `interactions/${contactId}/disposition`, disposition)).status).toBe(202);
  expect((await post(session, `interactions/${contactId}/disposition`, {})).status).toBe(400);
  expect(await told(session)).toEqual([`${contactId} Disconnected`]);
  const query = `startDate=2020-01-01&agentId=${priya}`;
  expect((await acd("GET", `/contacts/completed?${query}`)).body).toMatchObject({
    completedContacts: [
      { contactId, endReason: "Agent Hung Up", dispositionNotes: "Sale", isOutbound: true },
    ],
  });
});

test.each([
  ["noAnswer", "No Answer", "NoAnswer"],
  ["busy", "Busy", "Busy"],
])("a call that comes to nothing says so: %s", async (outboundCourse, endReason, DisconnectCode) => {
  const { active, contact, events, session, dial, later } = await house({ outboundCourse });
  await dial();
  const [call] = await active(`?agentId=${priya}`);
  await later(3);
  await later(3);
  expect(await contact(call?.contactId ?? 0)).toMatchObject({ endReason });
  const told = (await events(session)).filter((event) => event.Type === "CallContactEvent");
  expect(told.at(-1)).toMatchObject({ Status: "Disconnected", FinalState: "True", DisconnectCode });
});

test("dialling for a customer takes an outbound skill that the agent holds", async () => {
  const { acd, control, dial, post } = await house();
  expect((await dial({ skillId: sales })).status).toBe(400);
  const switched = (active: boolean) =>
    control("POST", "/voice/queue", { skillId: personalConnection, active });
  await switched(false);
  expect((await dial()).body).toMatchObject({
    error_description: `Skill ${personalConnection} is not active`,
  });
  await switched(true);
  expect((await dial({ skillId: 4606103 })).body).toMatchObject({
    error_description: `Agent ${priya} is not assigned to skill 4606103`,
  });
  const other = await joined(acd, tomasz);
  const login = (skillName: string) => post(other, "dialer-login", { skillName });
  expect((await login("Callbacks_PC")).status).toBe(202);
  expect([(await login("Sales_DE")).status, (await login("Outbound_Sales")).status]).toEqual([400, 400]);
  expect((await post(other, "dialer-logout")).status).toBe(202);
});

test("a number on a do-not-call list is refused, or its call ends at once, by switch", async () => {
  const { control, active, acd, dial, block } = await house();
  await block();
  expect(await dial()).toMatchObject({
    status: 409,
    body: { error_description: `${number} is on the do-not-call list Blocked` },
  });
  await control("POST", "/switches", { acdDncDialPhone: "ends" });
  expect((await dial()).status).toBe(202);
  expect(await active(`?agentId=${priya}`)).toEqual([]);
  const ended = await acd("GET", "/contacts/completed?startDate=2020-01-01");
  expect(ended.body).toMatchObject({ completedContacts: [{ toAddress: number, isOutbound: true }] });
});

test("a list is dialled while its skill runs, each record for its agent, and attempts say what came of it", async () => {
  const { acd, told, session, later, block, act, active } = await house();
  await block();
  await told(session);
  const made = await acd("POST", "/lists/call-lists?listName=Leads&externalIdColumn=id&agentIdColumn=agent", {
    destinationMappings: [{ fieldName: "PhoneNumber", fieldValue: "phone" }],
  });
  const { listId } = made.body as { listId: number };
  const rows = `id,phone,agent\n1,${number},${priya}\n2,+15551230002,${priya}\n3,+15551230003,${tomasz}\n`;
  await acd("POST", `/lists/call-lists/${listId}/upload`, {
    listFile: Buffer.from(rows).toString("base64"),
    skillId: personalConnection,
    forceOverwrite: false,
    expirationDate: "2040-01-01",
    startSkill: false,
    sendEmail: false,
  });
  const attempts = async () => {
    const { body } = await acd("GET", `/lists/call-lists/${listId}/attempts`);
    return (body as { resultSet: { contactAttempts: Record<string, unknown>[] } }).resultSet.contactAttempts;
  };
  expect(await attempts()).toEqual([]);
  expect((await acd("POST", `/skills/${personalConnection}/start`)).status).toBe(204);
  const [call] = await active(`?agentId=${priya}`);
  const contactId = call?.contactId ?? 0;
  expect(await attempts()).toMatchObject([{ externalId: "2", contactId, result: "Dialing" }]);
  expect(await told(session)).toEqual([`${contactId} NaturalCallDialing`]);
  await later(2);
  expect(await told(session)).toEqual([`${contactId} NaturalCallRinging`]);
  await later(2);
  await act(session, contactId, "end");
  expect(await attempts()).toMatchObject([{ externalId: "2", result: "Completed" }]);
  const list = await acd("GET", `/lists/call-lists/${listId}?includeRecords=true`);
  expect(list.body).toMatchObject({
    resultSet: {
      finalizedRecords: 2,
      contactRecords: [
        { externalId: "1", finalResult: "DNC" },
        { externalId: "2", finalResult: "Completed" },
        { externalId: "3", isFinalized: false },
      ],
    },
  });
});

test("a call back waits in its queue at once, one that was promised when its time has come", async () => {
  const { acd, control, active, later } = await house();
  const queue = `/queuecallback?phoneNumber=%2B4930901820&skill=${sales}`;
  await control("POST", "/voice/agent", { agentId: priya, state: "Unavailable" });
  expect((await acd("POST", queue)).status).toBe(202);
  const waiting = () => active(`?skillId=${sales}`);
  expect(await waiting()).toMatchObject([{ fromAddress: number, stateName: "InQueue" }]);
  const now = Date.parse(((await control("GET", "/clock")).body as { now: string }).now);
  const due = new Date(now + 1_800_000).toISOString();
  const promise = {
    firstName: "Hanna",
    lastName: "Vogel",
    phoneNumber: "+442079460958",
    skill: sales,
    targetAgent: priya,
    promiseDate: due.slice(0, 10),
    promiseTime: due.slice(11, 19),
  };
  expect((await acd("POST", "/promise", promise)).status).toBe(202);
  expect((await acd("POST", "/promise", { ...promise, promiseDate: "2020-01-01" })).status).toBe(400);
  expect((await acd("POST", "/promise", { ...promise, firstName: "" })).body).toMatchObject({
    error_description: "firstName is required",
  });
  expect((await acd("GET", `/agents/${priya}/scheduled-callbacks`)).body).toMatchObject({
    callbacks: [{ dialNumber: "+442079460958", firstName: "Hanna" }],
  });
  expect(await waiting()).toHaveLength(1);
  await later(1_800);
  expect(await waiting()).toHaveLength(2);
});

test("a scheduled call back is moved, cancelled, or dialled by its agent before its time", async () => {
  const { acd, post, active, session } = await house();
  const promise = { firstName: "A", lastName: "B", phoneNumber: number, skill: sales, targetAgent: priya };
  const add = () =>
    acd("POST", "/promise", {
      ...promise,
      promiseDate: "2090-01-01",
      promiseTime: "10:00",
      timeZone: "+01:00",
    });
  const ids = async () => {
    const { body } = await acd("GET", `/agents/${priya}/scheduled-callbacks`);
    return (body as { callbacks: { callbackId: number }[] }).callbacks.map((row) => row.callbackId);
  };
  await add();
  await add();
  const [first, second] = await ids();
  const moved = { rescheduleDate: "2091-01-01T10:00:00Z" };
  expect((await post(session, `interactions/${first}/reschedule`, moved)).status).toBe(202);
  expect((await post(session, `interactions/${first}/cancel`, { notes: "No longer" })).status).toBe(202);
  expect(await ids()).toEqual([second]);
  expect((await post(session, `interactions/${first}/dial`)).status).toBe(404);
  expect((await post(session, `interactions/${second}/dial`)).status).toBe(202);
  expect(await active(`?agentId=${priya}`)).toMatchObject([{ toAddress: number, stateName: "Dialing" }]);
});

test("a started script has a contact of its own, and dials when it is told whom and for which agent", async () => {
  const { acd, contact, block } = await house();
  const start = (query: string) => acd("POST", `/scripts/start?${query}`);
  const script = `scriptPath=${encodeURIComponent("Voice\\Main IVR")}`;
  const plain = (await start(`${script}&skillId=${sales}`)).body as { contactId: number };
  expect(await contact(plain.contactId)).toMatchObject({ stateName: "PreQueue", skillId: sales });
  const outbound = `${script}&skillId=${personalConnection}&Parameters=${encodeURIComponent(`${number}|${priya}`)}`;
  const dialled = (await start(outbound)).body as { contactId: number };
  expect(await contact(dialled.contactId)).toMatchObject({ stateName: "Dialing", agentId: priya });
  await block();
  expect((await start(outbound)).status).toBe(409);
  expect((await start(`scriptPath=None&skillId=${sales}`)).status).toBe(404);
  expect((await start(`skillId=${sales}`)).body).toMatchObject({
    error_description: "scriptPath or scriptId is required",
  });
  expect((await start(`${script}&skillId=1`)).status).toBe(400);
});
