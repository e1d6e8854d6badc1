import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { signInAs, testTenant } from "../../test-tenant.ts";

const [tomasz, mei, noor] = [30108, 30104, 30102];
type Event = Record<string, string>;

async function desk(dataDir: string | null = null) {
  const tenant = await testTenant(dataDir);
  const { acd } = tenant;
  const path = (sessionId: string, rest = "") => `/agent-sessions/${encodeURIComponent(sessionId)}${rest}`;
  const idOf = (answer: { body: unknown }) => (answer.body as { sessionId: string }).sessionId;
  const events = async (sessionId: string, timeout = 0) => {
    const answer = await acd("GET", path(sessionId, `/get-next-event?timeout=${timeout}`));
    return (answer.body as { events: Event[] }).events;
  };
  return { ...tenant, path, idOf, events };
}

test("a session starts with its station, tells its start and the agent's state, and each event once", async () => {
  const { acd, idOf, events } = await desk();
  const sessionId = idOf(await acd("POST", `/agent-sessions?stationId=71&asAgentId=${mei}`));
  const told = await events(sessionId);
  expect(told.map((event) => event.Type)).toEqual([
    "AgentSessionStart",
    "AgentLeg",
    "UpdatePermissions",
    "UpdateUnavailableCodes",
    "DigitalContactEvent",
    "AgentState",
  ]);
  expect(told[0]).toMatchObject({ AgentID: String(mei), StationID: "71", IISHost: expect.any(String) });
  expect(told.at(-1)).toMatchObject({ CurrentState: "Unavailable", IsAcw: "False" });
  expect(await events(sessionId)).toEqual([]);
});

test("parameters come as JSON too, without a type, and the state is set through the session", async () => {
  const { acd, idOf, events, path, raw, accessToken } = await desk();
  const answer = await raw("/cxone/acd/InContactAPI/services/v31.0/Agent-Sessions", {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "text/plain;charset=UTF-8" },
    body: JSON.stringify({ stationPhoneNumber: "+4930901820", asAgentId: String(mei) }),
  });
  const sessionId = idOf(answer);
  await events(sessionId);
  expect((await acd("POST", path(sessionId, "/state"), { state: "available" })).status).toBe(202);
  expect(await events(sessionId)).toMatchObject([{ Type: "AgentState", CurrentState: "Available" }]);
  expect((await acd("POST", path(sessionId, "/state?state=Lunch"))).body).toMatchObject({
    error_description: "state must be Available or Unavailable",
  });
  expect((await acd("GET", `/agents/${mei}/states`)).body).toMatchObject({
    agentStates: [{ agentStateName: "Available", agentStateId: 1 }],
  });
});

test("the long poll waits for what happens, and gives an empty list or 204 when nothing does", async () => {
  const { acd, idOf, events, path, control } = await desk();
  const sessionId = idOf(await acd("POST", `/agent-sessions/join?asAgentId=${tomasz}`));
  await events(sessionId);
  const waiting = events(sessionId, 30);
  await acd("POST", path(sessionId, "/state"), { state: "Unavailable" });
  expect(await waiting).toMatchObject([{ Type: "AgentState", CurrentState: "Unavailable" }]);
  await control("POST", "/switches", { acdNoEventAnswers: "204" });
  expect((await acd("GET", path(sessionId, "/get-next-event?timeout=0"))).status).toBe(204);
  expect((await acd("GET", path(sessionId, "/get-next-event?timeout=soon"))).status).toBe(400);
});

test("joining gives the agent's own session: two who poll it take each other's events", async () => {
  const { acd, idOf, events, control } = await desk();
  const join = async () => idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  const first = await join();
  expect((await events(first)).map((event) => event.Type)).toContain("AgentSessionStart");
  expect(await join()).toBe(first);
  expect((await events(first)).map((event) => event.Type)).toEqual(["AgentState"]);
  await control("POST", "/switches", { acdJoinReplaysState: false });
  await join();
  expect(await events(first)).toEqual([]);
  await control("POST", "/switches", { acdSessionJoin: "new" });
  expect(await join()).not.toBe(first);
});

test("an agent who is logged out has no session, and one who is logged in starts no second one", async () => {
  const { acd, idOf, control } = await desk();
  expect((await acd("POST", `/agent-sessions/join?asAgentId=${mei}`)).status).toBe(404);
  const start = () => acd("POST", "/agent-sessions", { stationId: "7", asAgentId: tomasz });
  expect((await start()).status).toBe(409);
  await control("POST", "/switches", { acdSessionOfLoggedIn: "joined" });
  expect(idOf(await start())).toBe(idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz })));
  expect((await acd("POST", "/agent-sessions", { asAgentId: mei })).body).toMatchObject({
    error_description: "stationId or stationPhoneNumber is required",
  });
  // Nobody, and somebody who is deactivated.
  for (const asAgentId of [99, 30106])
    expect((await acd("POST", "/agent-sessions", { stationId: "7", asAgentId })).status).toBe(400);
});

test("acting for another agent takes the right to edit users, unless the switch says otherwise", async () => {
  const tenant = await desk();
  const [agent, supervisor] = [await signInAs(tenant, 30103), await signInAs(tenant, noor)];
  const join = `/agent-sessions/join?asAgentId=${tomasz}`;
  expect(await agent("POST", join)).toMatchObject({ status: 403, body: { error: "access_denied" } });
  const sessionId = tenant.idOf(await supervisor("POST", join));
  expect((await agent("GET", tenant.path(sessionId, "/get-next-event?timeout=0"))).status).toBe(403);
  expect((await agent("POST", "/agent-sessions", { stationId: "7" })).status).toBe(200);
  await tenant.control("POST", "/switches", { acdSessionNeedsRight: false });
  expect((await agent("POST", join)).status).toBe(200);
});

test("ending a session logs the agent out, and what ended is not found", async () => {
  const { acd, control, idOf, path } = await desk();
  const left = idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  await control("POST", "/voice/agent", { agentId: tomasz, state: "LoggedOut" });
  expect((await acd("POST", path(left, "/keep-alive"))).status).toBe(404);
  await control("POST", "/voice/agent", { agentId: tomasz, state: "Available" });
  const sessionId = idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  expect(sessionId).not.toBe(left);
  expect((await acd("DELETE", path(sessionId))).status).toBe(202);
  expect((await acd("POST", path(sessionId, "/keep-alive"))).status).toBe(404);
  expect((await acd("GET", path("unknown", "/get-next-event?timeout=0"))).status).toBe(404);
  expect((await acd("GET", `/agents/${tomasz}/states`)).body).toMatchObject({
    agentStates: [{ agentStateName: "LoggedOut" }],
  });
});

test("a session that nobody uses ends after its time; keep-alive keeps it, and the agent's own desk needs none", async () => {
  const { acd, idOf, path, control } = await desk();
  const station = { stationId: "7", inactivityTimeout: 60, inactivityForceLogout: true };
  const started = idOf(await acd("POST", "/agent-sessions", { ...station, asAgentId: mei }));
  const joined = idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  const kept = async (sessionId: string) => (await acd("POST", path(sessionId, "/keep-alive"))).status;
  await control("POST", "/clock", { advanceSeconds: 50 });
  expect(await kept(started)).toBe(202);
  await control("POST", "/clock", { advanceSeconds: 50 });
  expect(await kept(started)).toBe(202);
  await control("POST", "/clock", { advanceSeconds: 61 });
  expect([await kept(started), await kept(joined)]).toEqual([404, 202]);
  expect((await acd("GET", `/agents/${mei}/states`)).body).toMatchObject({
    agentStates: [{ agentStateName: "LoggedOut" }],
  });
});

test("fields of events are camel case and typed when the switch says so", async () => {
  const { acd, idOf, events, control } = await desk();
  await control("POST", "/switches", { acdEventFields: "camel" });
  const sessionId = idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  const told = await events(sessionId);
  expect(told.at(-1)).toMatchObject({ Type: "AgentState", currentState: "Available", isAcw: false });
});

test("a session says nothing but of itself and the agent when the switch for other events is off", async () => {
  const { acd, idOf, events, control } = await desk();
  await control("POST", "/switches", { acdOtherEvents: false });
  const sessionId = idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  expect((await events(sessionId)).map((event) => event.Type)).toEqual([
    "AgentSessionStart",
    "AgentLeg",
    "AgentState",
  ]);
});

test("what is wrong may stand in a header alone", async () => {
  const { acd, control, path } = await desk();
  await control("POST", "/switches", { acdVoiceErrors: "header" });
  const answer = await acd("POST", path("unknown", "/keep-alive"));
  expect([answer.status, answer.body]).toEqual([404, ""]);
  expect(answer.headers.get("icStatusDescription")).toContain("session was not found");
});

test("a sandbox that closes does not wait for a long poll", async () => {
  const { acd, idOf, events, close } = await desk();
  const sessionId = idOf(await acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  await events(sessionId);
  const waiting = events(sessionId, 60).catch(() => "cut off");
  await acd("GET", "/server-time");
  await close();
  expect(["cut off", []]).toContainEqual(await waiting);
});

test("a session, its calls and the events that nobody has read outlive a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const before = await desk(folder);
  const sessionId = before.idOf(await before.acd("POST", "/agent-sessions/join", { asAgentId: tomasz }));
  await before.control("POST", "/voice/call", { agentId: tomasz });
  await before.close();
  const after = await desk(folder);
  const told = (await after.events(sessionId)).filter((event) => event.Type === "CallContactEvent");
  const contactId = told[0]?.ContactID;
  expect(told).toMatchObject([{ Status: "Active", MasterID: contactId }]);
  const hold = `/interactions/${contactId}/hold`;
  expect((await after.acd("POST", after.path(sessionId, hold))).status).toBe(202);
});
