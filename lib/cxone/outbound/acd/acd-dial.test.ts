import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { startTestTenant, type TestTenant } from "../../start-test-tenant.ts";
import type { Outbound } from "../outbound.ts";
import { createAcdOutbound } from "./acd-outbound.ts";

/** Whole Personal Connection calls against the simulated CXone. */

const [PRIYA, TOMASZ, LOGGED_OUT] = ["30107", "30108", "30104"];
const [CALLBACKS, LEADS, INBOUND] = ["4606120", "4606121", "4606112"];
const NUMBER = "+4930901820";
const request = { campaignId: CALLBACKS, contactId: null, phoneNumber: NUMBER, agentId: TOMASZ, data: {} };

let tenant: TestTenant;
let outbound: Outbound;
let since: Date;

beforeAll(async () => {
  tenant = await startTestTenant(startSandbox, { breaker: { window: 1_000, minimumCalls: 1_000 } });
});
afterAll(() => tenant.close());
beforeEach(async () => {
  await tenant.reset();
  outbound = createAcdOutbound((await tenant.signIn()).client);
  await tenant.voice("agent", { agentId: Number(TOMASZ), state: "Available" });
  since = new Date();
});

const look = async (handle: Record<string, string> | null) => outbound.readDial({ handle, request, since });
const dials = async () => (await tenant.requests()).filter(({ path }) => path.endsWith("/dial-phone")).length;

async function dialled(): Promise<Record<string, string>> {
  const answer = await outbound.dial(request);
  expect(answer).toMatchObject({ result: "accepted" });
  return { ...(answer.result === "accepted" ? answer.handle : {}) };
}

describe.each([
  {},
  { acdContactWrapped: false },
  { acdContactStartDate: "number" },
  { acdEventFields: "camel" },
  { acdSessionJoin: "new" },
  { acdJoinReplaysState: false },
  { acdDialAnswers: "204" },
])("with %o", (switches) => {
  it.each([false, true])("a call is followed to its end (nothing remembered: %s)", async (forgets) => {
    await tenant.switches(switches);
    let handle: Record<string, string> | null = await dialled();
    const states = new Set<string>();
    for (let step = 0; step < 6; step += 1) {
      const reading = await look(forgets ? null : handle);
      if (reading.result !== "read") expect.fail(JSON.stringify(reading));
      states.add(reading.state);
      handle = { ...handle, ...reading.handle };
      if (reading.state === "connected") break;
      await tenant.advanceClock(2);
    }
    expect([...states]).toEqual(["dialling", ...(states.has("ringing") ? ["ringing"] : []), "connected"]);
    await tenant.advanceClock(30);
    await tenant.voice("hang-up", { contactId: handle.contactId });
    expect(await look(forgets ? null : handle)).toMatchObject({
      state: "ended",
      endedAt: expect.any(String),
      talkMs: 30_000,
      disposition: expect.any(String),
    });
    expect(await dials()).toBe(1);
  });
});

it.each([
  ["noAnswer", "no_answer"],
  ["busy", "busy"],
])("a customer who does not take it: %s", async (outboundCourse, state) => {
  await tenant.switches({ outboundCourse });
  const handle = await dialled();
  await look(handle);
  await tenant.advanceClock(10);
  await tenant.advanceClock(10);
  expect(await look(null)).toMatchObject({ state });
  expect(await look(handle)).toMatchObject({ state });
});

describe("a call that is refused", () => {
  const refused = async (more: Partial<typeof request>) => outbound.dial({ ...request, ...more });

  it("for an agent who is not signed in, in words", async () => {
    expect(await refused({ agentId: LOGGED_OUT })).toMatchObject({
      result: "refused",
      code: "no_agent_session",
      message: expect.stringContaining("The agent has no session"),
    });
    expect(await dials()).toBe(0);
  });

  it("for a skill that the agent does not hold, or that takes calls instead", async () => {
    await tenant.voice("agent", { agentId: 30105, state: "Available" });
    expect(await refused({ agentId: "30105" })).toMatchObject({ result: "refused", code: "rejected" });
    expect(await refused({ campaignId: INBOUND })).toMatchObject({ result: "refused", code: "rejected" });
  });

  it("for a number on a do-not-call list, at once or by its end", async () => {
    const { client } = await tenant.signIn();
    const post = (path: string, body: unknown) =>
      client.request({ operation: "test.dnc", api: "acd", method: "POST", path, body, idempotent: false });
    const made = await post("dnc-groups", { dncGroupName: "No calls", dncGroupDescription: "x" });
    const { dncGroups } = made.json() as { dncGroups: { dncGroupId: number }[] };
    const groupId = dncGroups[0]?.dncGroupId;
    await post(`dnc-groups/${groupId}/records`, { dncGroupRecords: [{ phoneNumber: NUMBER }] });
    await post(`dnc-groups/${groupId}/scrubbed-skills/${CALLBACKS}`, {});
    expect(await refused({})).toMatchObject({ result: "refused", code: "number_on_dnc" });
    await tenant.switches({ acdDncDialPhone: "ends" });
    expect(await look(await dialled())).toMatchObject({ state: "failed" });
  });
});

it("an answer that is lost leaves a call that is found, one that never arrived leaves none", async () => {
  await tenant.fault({ method: "POST", pathPattern: "/dial-phone$", drop: "before" });
  expect(await outbound.dial(request)).toMatchObject({ result: "unclear" });
  expect(await look(null)).toEqual({ result: "none" });
  await tenant.fault({ method: "POST", pathPattern: "/dial-phone$", drop: "after" });
  expect(await outbound.dial(request)).toMatchObject({ result: "unclear" });
  expect(await look(null)).toMatchObject({ state: "dialling" });
});

describe("what is known before a call", () => {
  it("names skills of another strategy as not usable", async () => {
    const campaigns = await outbound.listCampaigns("");
    expect(campaigns.map((one) => one.id)).not.toContain(INBOUND);
    expect(campaigns).toEqual(
      expect.arrayContaining([
        { id: CALLBACKS, name: "Callbacks_PC", status: "ACTIVE", detail: "Callbacks" },
        expect.objectContaining({ id: LEADS, detail: "Not usable: Manual, not Personal Connection" }),
      ]),
    );
  });

  it("lists the agents of a skill, or all", async () => {
    expect((await outbound.listAgents("", CALLBACKS)).map((one) => one.id).toSorted()).toEqual([
      PRIYA,
      TOMASZ,
    ]);
    expect(await outbound.listAgents("Tomasz", null)).toMatchObject([{ id: TOMASZ, status: "Available" }]);
  });

  it("gives the three facts about an agent", async () => {
    expect(await outbound.readAgent(TOMASZ)).toMatchObject({
      active: true,
      presence: "Available",
      ready: true,
      engaged: false,
    });
    await tenant.voice("call", { agentId: Number(TOMASZ) });
    expect(await outbound.readAgent(TOMASZ)).toMatchObject({ ready: false, engaged: true });
    expect(await outbound.readAgent("99")).toBeNull();
  });

  it("gives the facts about a skill", async () => {
    expect(await outbound.readCampaign(CALLBACKS, TOMASZ)).toEqual({
      id: CALLBACKS,
      name: "Callbacks_PC",
      active: true,
      personalConnection: true,
      agentAssigned: true,
    });
    expect(await outbound.readCampaign(LEADS, "30105")).toMatchObject({
      personalConnection: false,
      agentAssigned: false,
    });
    expect(await outbound.readCampaign(INBOUND, TOMASZ)).toBeNull();
  });
});
