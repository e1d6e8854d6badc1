import { expect, test } from "vitest";
import { joined, jonas, priya, sales, testDesk, tomasz } from "./test-desk.ts";

test("a call is held, taken up again and ended; holding twice is fine, or refused by switch", async () => {
  const { control, act, contact, told, stateOf, session, contactId } = await testDesk();
  const hold = async () => (await act(session, contactId, "hold")).status;
  expect([await hold(), await hold()]).toEqual([202, 202]);
  await control("POST", "/switches", { acdHoldOfHeld: "refused" });
  expect(await hold()).toBe(409);
  expect((await act(session, contactId, "resume")).status).toBe(202);
  expect(await contact(contactId)).toMatchObject({ stateName: "Active" });
  expect((await act(session, contactId, "end")).status).toBe(202);
  expect(await told(session)).toEqual([
    `${contactId} Active`,
    `${contactId} Holding`,
    `${contactId} Active`,
    `${contactId} Disconnected`,
  ]);
  expect(await stateOf(jonas)).toBe("Available");
  expect((await act(session, contactId, "hold")).status).toBe(409);
});

test("a call that comes in is accepted, and one that is rejected waits for somebody else", async () => {
  const { acd, control, act, active, told, stateOf } = await testDesk();
  const desk = await joined(acd, tomasz);
  const call = async () => {
    const made = await control("POST", "/voice/call", { skillId: sales });
    return (made.body as { contactId: number }).contactId;
  };
  const first = await call();
  expect(await told(desk)).toEqual([`${first} Incoming`]);
  expect((await act(desk, first, "accept-consult")).status).toBe(409);
  expect((await act(desk, first, "reject")).status).toBe(202);
  expect(await told(desk)).toEqual([`${first} Disconnected`]);
  expect([await stateOf(tomasz), (await active(`?contactId=${first}`))[0]?.stateName]).toEqual([
    "Unavailable",
    "InQueue",
  ]);
  await control("POST", "/voice/agent", { agentId: tomasz, state: "Available" });
  expect((await act(desk, first, "accept")).status).toBe(202);
  expect((await act(desk, first, "accept")).status).toBe(409);
});

test("contacts of others are not an agent's to touch, and unknown ones are not found", async () => {
  const { acd, act, session, contactId } = await testDesk();
  const desk = await joined(acd, tomasz);
  expect(await act(desk, contactId, "hold")).toMatchObject({
    status: 409,
    body: { error: "conflict", error_description: expect.stringContaining(String(contactId)) },
  });
  expect((await act(session, 1, "hold")).status).toBe(404);
  expect((await acd("POST", `/agent-sessions/none/interactions/${contactId}/hold`)).status).toBe(404);
});

test("a call that is over is not held, taken up, ended, dialled for or transferred again", async () => {
  const { control, post, act, active, session, contactId } = await testDesk();
  await control("POST", "/voice/hang-up", { contactId });
  const parentContactId = contactId;
  const answers = [
    await act(session, contactId, "resume"),
    await act(session, contactId, "end"),
    await post(session, "dial-skill", { skillId: sales, parentContactId }),
    await post(session, "dial-agent", { targetAgentId: tomasz, parentContactId }),
    await post(session, "consult-agent", { targetAgentId: tomasz, parentContactId }),
    await post(session, "dial-phone", { phoneNumber: "+4930901820", parentContactId }),
    await post(session, "interactions/transfer-calls"),
    await post(session, "interactions/conference-calls"),
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(409));
  expect((await active()).filter((row) => row.masterContactId === contactId)).toEqual([]);
});

test("a session does nothing with the two calls of another, and with a leg nothing that is for the customer", async () => {
  const { acd, post, act, answer, legsOf, contact, session, contactId } = await testDesk();
  const other = await joined(acd, priya);
  const of = { targetAgentId: tomasz, parentContactId: contactId };
  expect((await post(other, "consult-agent", of)).status).toBe(409);
  expect((await act(session, contactId, "reject")).status).toBe(409);
  await act(session, contactId, "hold");
  await post(session, "consult-agent", of);
  await answer(contactId);
  const [leg] = await legsOf(contactId);
  for (const deed of ["transfer-calls", "conference-calls"])
    expect((await post(other, `interactions/${deed}`)).status).toBe(409);
  expect((await act(session, leg?.contactId ?? 0, "resume")).status).toBe(409);
  const onTheLeg = { skillId: sales, parentContactId: leg?.contactId };
  expect((await post(session, "dial-skill", onTheLeg)).status).toBe(409);
  expect(await contact(contactId)).toMatchObject({ stateName: "Hold", agentId: jonas });
});

test("without a token, or with one that has ended, nothing is done", async () => {
  const { raw, control, act, session, contactId } = await testDesk();
  const path = `/cxone/acd/InContactAPI/services/v31.0/agent-sessions/${session}/interactions/${contactId}/hold`;
  expect((await raw(path, { method: "POST" })).status).toBe(401);
  await control("POST", "/clock", { advanceSeconds: 3_601 });
  expect((await act(session, contactId, "hold")).status).toBe(401);
  const { body } = await control("GET", "/voice");
  expect(JSON.stringify(body)).not.toContain("Held by");
});

test("joining takes two calls, and while the second rings a switch may refuse it", async () => {
  const { control, post, act, answer, legsOf, contact, session, contactId } = await testDesk({
    acdBlindJoinWhileDialing: "refused",
  });
  const join = async () => (await post(session, "interactions/transfer-calls")).status;
  expect(await join()).toBe(409);
  await act(session, contactId, "hold");
  await post(session, "dial-skill", { skillId: sales, parentContactId: contactId });
  const [leg] = await legsOf(contactId);
  expect(await join()).toBe(409);
  await answer(contactId);
  expect([await join(), await join()]).toEqual([202, 409]);
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ agentId: tomasz });
  expect((await control("GET", "/voice")).status).toBe(200);
});

test("the second leg is given up by itself: the customer stays on hold", async () => {
  const { post, act, contact, legsOf, told, stateOf, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  await post(session, "dial-skill", { skillId: sales, parentContactId: contactId });
  const [leg] = await legsOf(contactId);
  await told(session);
  expect((await act(session, leg?.contactId ?? 0, "hold")).status).toBe(409);
  expect((await act(session, leg?.contactId ?? 0, "end")).status).toBe(202);
  expect(await told(session)).toEqual([`${leg?.contactId} Disconnected`]);
  expect(await contact(contactId)).toMatchObject({ stateName: "Hold" });
  expect(await stateOf(tomasz)).toBe("Available");
});

test("a conference has three on the line; who ends it leaves it", async () => {
  const { acd, post, act, answer, contact, legsOf, told, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  await post(session, "consult-agent", { targetAgentId: tomasz, parentContactId: contactId });
  const confer = async () => (await post(session, "interactions/conference-calls")).status;
  expect(await confer()).toBe(409);
  await answer(contactId);
  const [leg] = await legsOf(contactId);
  await told(session);
  expect(await confer()).toBe(202);
  expect(await told(session)).toEqual([`${contactId} Joined`, `${leg?.contactId} Joined`]);
  expect(await contact(contactId)).toMatchObject({ stateName: "Conference", agentId: jonas });
  await act(session, contactId, "end");
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ stateName: "Active", agentId: tomasz });
  expect(await told(await joined(acd, tomasz))).toEqual([`${leg?.contactId} Active`]);
});

test("a call is no voicemail: it is not moved as one", async () => {
  const { acd, session, contactId } = await testDesk();
  const path = `/agent-sessions/${session}/interactions/${contactId}`;
  expect(await acd("POST", `${path}/transfer-voicemail-to-agent?targetAgentId=${tomasz}`)).toMatchObject({
    status: 400,
    body: { error_description: `Contact ${contactId} is not a voicemail` },
  });
  expect((await acd("POST", `${path}/transfer-voicemail-to-skill`, {})).body).toMatchObject({
    error_description: "targetSkillId is required",
  });
});

test("a session with calls ends with them only when that is asked for", async () => {
  const { acd, contact, stateOf, session, contactId } = await testDesk();
  expect((await acd("DELETE", `/agent-sessions/${session}`)).status).toBe(409);
  expect((await acd("DELETE", `/agent-sessions/${session}?endContacts=true`)).status).toBe(202);
  expect(await contact(contactId)).toMatchObject({ endReason: "Agent Hung Up" });
  expect(await stateOf(jonas)).toBe("LoggedOut");
});
