import { expect, test } from "vitest";
import { joined, jonas, sales, testDesk, tomasz } from "./test-desk.ts";

test("a whole blind transfer: hold, dial, join while it rings, and the next agent has a contact of its own", async () => {
  const { acd, post, act, contact, legsOf, told, stateOf, session, contactId } = await testDesk();
  expect(await told(session)).toEqual([`${contactId} Active`]);
  expect((await act(session, contactId, "hold")).status).toBe(202);
  expect(await contact(contactId)).toMatchObject({ stateName: "Hold", agentId: jonas, holdCount: 1 });
  const dialled = await post(session, "dial-skill", { skillId: sales, parentContactId: contactId });
  expect([dialled.status, dialled.body]).toEqual([202, ""]);
  const [leg] = await legsOf(contactId);
  expect(leg).toMatchObject({ masterContactId: contactId, stateName: "Routing", agentId: tomasz });
  expect(await told(session)).toEqual([`${contactId} Holding`, `${leg?.contactId} Dialing`]);

  expect((await post(session, "interactions/transfer-calls")).status).toBe(202);
  expect(await contact(contactId)).toMatchObject({ stateName: "Transfer", transferIndicatorName: "None" });
  expect(await stateOf(jonas)).toBe("Available");
  const desk = await joined(acd, tomasz);
  expect(await told(desk)).toEqual([`${leg?.contactId} Incoming`]);
  expect((await act(desk, leg?.contactId ?? 0, "accept")).status).toBe(202);
  expect(await told(desk)).toEqual([`${leg?.contactId} Active`]);
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ stateName: "Active", agentId: tomasz });
  expect(await contact(contactId)).toMatchObject({
    endReason: "Transferred",
    transferIndicatorName: "ReSkill",
    transferIndicatorId: 1,
    agentId: jonas,
  });
  expect(await told(session)).toEqual([`${contactId} Disconnected`, `${leg?.contactId} Disconnected`]);

  expect((await act(desk, leg?.contactId ?? 0, "end")).status).toBe(202);
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ endReason: "Agent Hung Up" });
  expect(await legsOf(contactId)).toEqual([]);
});

test("a whole consult transfer: the second agent answers first, then the customer is handed over", async () => {
  const { acd, post, act, contact, legsOf, told, events, stateOf, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  await post(session, "consult-agent", {
    targetAgentId: String(tomasz),
    parentContactId: String(contactId),
  });
  const [leg] = await legsOf(contactId);
  const legId = leg?.contactId ?? 0;
  expect(leg).toMatchObject({ stateName: "Routing", targetAgentId: tomasz });
  expect(await stateOf(tomasz)).toBe("InboundConsult");
  const desk = await joined(acd, tomasz);
  expect((await act(desk, legId, "accept-consult")).status).toBe(202);
  expect((await events(session)).at(-1)).toMatchObject({
    Type: "CallContactEvent",
    ContactID: String(legId),
    MasterID: String(contactId),
    ParentContactID: String(contactId),
    Status: "Active",
    CallType: "Consult",
    FinalState: "False",
  });
  expect(await contact(contactId)).toMatchObject({ stateName: "Hold", agentId: jonas });
  await post(session, "interactions/transfer-calls");
  expect(await contact(contactId)).toMatchObject({
    endReason: "Transferred",
    transferIndicatorName: "Consult",
  });
  expect(await contact(legId)).toMatchObject({ stateName: "Active", agentId: tomasz });
  expect([await stateOf(jonas), await stateOf(tomasz)]).toEqual(["Available", "InboundContact"]);
  expect(await told(session)).toEqual([`${contactId} Disconnected`, `${legId} Disconnected`]);
  expect((await acd("GET", `/contacts/${contactId}/hierarchy`)).body).toMatchObject({
    masterContactId: contactId,
    childContacts: [{ contactId: legId, endTime: "" }],
  });
});

test("a blind transfer that nobody answers leaves the customer on the line, and the leg says why it ended", async () => {
  const { control, post, act, contact, legsOf, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  await post(session, "dial-skill", { skillId: sales, parentContactId: contactId });
  const [leg] = await legsOf(contactId);
  await post(session, "interactions/transfer-calls");
  await control("POST", "/clock", { advanceSeconds: 25 });
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ endReason: "No Answer" });
  expect(await contact(contactId)).toMatchObject({ stateName: "PostQueue", transferIndicatorName: "None" });
});

test("a caller who hangs up while the second leg rings ends both", async () => {
  const { control, post, act, contact, legsOf, told, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  await post(session, "dial-skill", { skillId: sales, parentContactId: contactId });
  const [leg] = await legsOf(contactId);
  await told(session);
  await control("POST", "/voice/hang-up", { contactId });
  expect(await contact(contactId)).toMatchObject({ endReason: "Contact Hung Up", isActive: false });
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ endReason: "Contact Hung Up" });
  expect(await told(session)).toEqual([`${contactId} Disconnected`, `${leg?.contactId} Disconnected`]);
});

test("a call goes on under the customer's contact, or a third agent's, as the switches say", async () => {
  const { acd, control, post, act, contact, legsOf, session, contactId } = await testDesk({
    voiceAgentsAnswer: "atOnce",
    acdTransferIndicatorOn: "second",
  });
  const transfer = async (desk: string, from: number, agentId: number) => {
    await act(desk, from, "hold");
    await post(desk, "dial-agent", { targetAgentId: agentId, parentContactId: from });
    await post(desk, "interactions/transfer-calls");
  };
  await transfer(session, contactId, tomasz);
  const [second] = await legsOf(contactId);
  expect(second).toMatchObject({ agentId: tomasz, transferIndicatorName: "ReAgent" });
  await control("POST", "/voice/agent", { agentId: jonas, state: "Available" });
  await transfer(await joined(acd, tomasz), second?.contactId ?? 0, jonas);
  const [third] = await legsOf(contactId);
  expect(third).toMatchObject({ agentId: jonas, masterContactId: contactId });
  expect(await contact(second?.contactId ?? 0)).toMatchObject({ agentId: tomasz, endReason: "Transferred" });

  await control("POST", "/switches", { acdTransferIndicatorOn: "both" });
  expect(await contact(contactId)).toMatchObject({ transferIndicatorName: "ReAgent" });
  expect(await contact(third?.contactId ?? 0)).toMatchObject({ transferIndicatorName: "ReAgent" });
  await control("POST", "/switches", { acdTransferContact: "caller" });
  expect(await contact(contactId)).toMatchObject({ stateName: "Active", agentId: jonas });
  expect(await contact(third?.contactId ?? 0)).toMatchObject({ endReason: "Transferred" });
});
