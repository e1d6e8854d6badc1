import { expect, test } from "vitest";
import { joined, jonas, personalConnection, priya, sales, testDesk, tomasz } from "./test-desk.ts";

const dialSkill = { skillId: sales };

test("a second leg takes that the first call is held, unless the switch holds it by itself", async () => {
  const { control, post, contact, legsOf, session, contactId } = await testDesk();
  const dial = async () =>
    (await post(session, "dial-skill", { ...dialSkill, parentContactId: contactId })).status;
  expect([await dial(), await legsOf(contactId)]).toEqual([409, []]);
  await control("POST", "/switches", { acdDialNeedsHold: false });
  expect(await dial()).toBe(202);
  expect(await contact(contactId)).toMatchObject({ stateName: "Hold" });
  expect(await dial()).toBe(409);
});

test("without a parent the only call of the agent is meant, and an agent without one dials for nobody", async () => {
  const { acd, post, act, legsOf, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  expect((await acd("POST", `/agent-sessions/${session}/dial-skill?skillId=${sales}`)).status).toBe(202);
  expect(await legsOf(contactId)).toHaveLength(1);
  const free = await joined(acd, priya);
  expect((await post(free, "dial-skill", dialSkill)).status).toBe(409);
});

test("a skill that is none, not active, or for calls out is refused", async () => {
  const { control, post, act, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  const why = async (body: object) => (await post(session, "dial-skill", body)).body;
  expect(await why({})).toMatchObject({ error_description: "skillId is required" });
  expect(await why({ skillId: "many" })).toMatchObject({ error_description: "skillId must be an integer" });
  expect(await why({ skillId: 1 })).toMatchObject({ error: "invalid_request" });
  expect(await why({ skillId: personalConnection })).toMatchObject({ error: "invalid_request" });
  await control("POST", "/voice/queue", { skillId: sales, active: false });
  expect(await why(dialSkill)).toMatchObject({ error_description: "Sales_DE is not active." });
});

test("dial-agent waits for a busy agent, as a personal queue does, or fails at once by switch", async () => {
  const { control, post, act, contact, legsOf, told, session, contactId } = await testDesk();
  const other = await control("POST", "/voice/call", { agentId: tomasz });
  await act(session, contactId, "hold");
  const dial = () => post(session, "dial-agent", { targetAgentId: tomasz, parentContactId: contactId });
  await dial();
  const [leg] = await legsOf(contactId);
  expect(leg).toMatchObject({ stateName: "InQueue", targetAgentId: tomasz });
  await control("POST", "/voice/hang-up", other.body as object);
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ stateName: "Routing", agentId: tomasz });
  await act(session, leg?.contactId ?? 0, "end");
  await control("POST", "/voice/agent", { agentId: tomasz, state: "Unavailable" });
  await control("POST", "/switches", { acdDialAgentBusy: "fails" });
  await told(session);
  expect((await dial()).status).toBe(202);
  expect(await legsOf(contactId)).toEqual([]);
  const who = async (targetAgentId: number) =>
    (await post(session, "dial-agent", { targetAgentId, parentContactId: contactId })).status;
  expect([await who(jonas), await who(30105), await who(99)]).toEqual([400, 409, 400]);
});

test("dial-phone leads a call outside: numbers, extensions by switch, and only with an outbound skill", async () => {
  const { control, post, act, contact, legsOf, session, contactId } = await testDesk({
    voiceLinesAnswer: "manual",
  });
  await act(session, contactId, "hold");
  const dial = (phoneNumber: string, more: object = {}) =>
    post(session, "dial-phone", { phoneNumber, parentContactId: contactId, ...more });
  expect((await dial("+49 30 901820")).status).toBe(202);
  const [leg] = await legsOf(contactId);
  expect(leg).toMatchObject({ toAddress: "+4930901820", stateName: "Routing" });
  await act(session, leg?.contactId ?? 0, "end");
  expect((await dial("4711")).status).toBe(202);
  await post(session, "interactions/transfer-calls");
  await control("POST", "/voice/answer", { contactId });
  expect(await contact(contactId)).toMatchObject({ transferIndicatorName: "External" });
});

test("dial-phone refuses what is no number, and skills for calls that come in", async () => {
  const { control, post, act, session, contactId } = await testDesk({ acdDialPhoneTakesExtensions: false });
  await act(session, contactId, "hold");
  const why = async (body: object) =>
    (await post(session, "dial-phone", { parentContactId: contactId, ...body })).body;
  expect(await why({})).toMatchObject({ error_description: "phoneNumber is required" });
  expect(await why({ phoneNumber: "4711" })).toMatchObject({ error: "invalid_request" });
  expect(await why({ phoneNumber: "sip:kim" })).toMatchObject({ error: "invalid_request" });
  expect(await why({ phoneNumber: "+4930901820", skillId: sales })).toMatchObject({
    error_description: `Skill ${sales} is not an outbound phone skill`,
  });
  await control("POST", "/switches", { acdDialPhoneNeedsSkill: true });
  expect(await why({ phoneNumber: "+4930901820" })).toMatchObject({
    error_description: "skillId is required",
  });
  expect(await why({ phoneNumber: "+4930901820", skillId: personalConnection })).toBe("");
});

test("a dial whose answer is lost has dialled; one that is lost on its way has not", async () => {
  const { control, post, act, legsOf, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  const dial = () => post(session, "dial-skill", { ...dialSkill, parentContactId: contactId });
  const fault = { system: "cxone", method: "POST", pathPattern: "*/dial-skill", times: 1 };
  await control("POST", "/faults", { ...fault, drop: "before" });
  await expect(dial()).rejects.toThrow();
  expect(await legsOf(contactId)).toEqual([]);
  await control("POST", "/faults", { ...fault, drop: "after" });
  await expect(dial()).rejects.toThrow();
  expect(await legsOf(contactId)).toHaveLength(1);
  expect((await dial()).status).toBe(409);
});

test("the answer to dialling is 202, 204, or names the contact, by switch", async () => {
  const { control, post, act, legsOf, session, contactId } = await testDesk({ acdDialAnswers: "204" });
  expect((await act(session, contactId, "hold")).status).toBe(204);
  await control("POST", "/switches", { acdDialAnswers: "contact" });
  const answer = await post(session, "dial-skill", { ...dialSkill, parentContactId: contactId });
  const [leg] = await legsOf(contactId);
  expect(answer).toMatchObject({ status: 200, body: { contactId: leg?.contactId } });
});

test("an agent whose phone is not connected holds nothing and dials nobody", async () => {
  const { control, post, act, legsOf, session, contactId } = await testDesk({ acdAgentLegConnected: false });
  expect(await act(session, contactId, "hold")).toMatchObject({
    status: 409,
    body: { error_description: "The agent leg is not connected" },
  });
  await control("POST", "/voice/hold", { contactId });
  expect((await post(session, "dial-skill", dialSkill)).status).toBe(409);
  expect((await post(session, "dial-phone", { phoneNumber: "+4930901820" })).status).toBe(409);
  expect(await legsOf(contactId)).toEqual([]);
});

test.each([4606105, 4606114])("voicemail %i is a skill that a machine answers at once", async (skillId) => {
  const { control, post, act, contact, legsOf, session, contactId } = await testDesk();
  await act(session, contactId, "hold");
  const dial = () => post(session, "dial-skill", { skillId, parentContactId: contactId });
  await control("POST", "/switches", { acdVoicemailSkill: "refused" });
  expect((await dial()).status).toBe(skillId === 4606105 ? 400 : 202);
  await control("POST", "/switches", { acdVoicemailSkill: "answers" });
  await dial();
  const [leg] = await legsOf(contactId);
  expect(leg).toMatchObject({ stateName: "Active", skillId });
  expect(leg).not.toHaveProperty("agentId");
  await post(session, "interactions/transfer-calls");
  expect(await contact(leg?.contactId ?? 0)).toMatchObject({ stateName: "Active", skillId });
  expect(await contact(contactId)).toMatchObject({ endReason: "Transferred" });
});
