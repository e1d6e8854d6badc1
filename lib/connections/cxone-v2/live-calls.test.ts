import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import type { Outbound } from "#lib/cxone/outbound/outbound.ts";
import type { TransferTarget } from "#lib/cxone/voice/state.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createConnection } from "../create-connection.ts";
import { outboundFor } from "../outbound-for.ts";
import { withConnectedSandbox } from "../scene.ts";
import { voiceFor } from "../voice-for.ts";

withTestDatabase();
const { control, v2Input, sandbox } = withConnectedSandbox();
const ctx = systemCtx("test");
let voice: Voice;
let outbound: Outbound;
let queueId: string;

beforeAll(async () => {
  const { id } = await createConnection(ctx, v2Input("Voice"));
  voice = await voiceFor(id);
  outbound = await outboundFor(id);
  queueId = (await voice.listTargets("queues", "Sales_DE"))?.[0]?.id ?? "";
});
beforeEach(() =>
  control("switches", { v2Extras: true, voiceAgentsAnswer: "manual", outboundAnswersId: true }),
);

type Deed = { callId: string };
const deed = async (path: string, body: object): Promise<Deed> => {
  const answer = await control(`voice/${path}`, body);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Deed;
};
const agentNamed = async (name: string) => (await voice.listTargets("agents", name))?.[0]?.id ?? "";
/** A call that Luca has, and Tomasz free to take it. */
async function callWithBen() {
  await deed("agent", { agentId: await agentNamed("Tomasz"), state: "Available" });
  const { callId } = await deed("call", { agentId: await agentNamed("Luca") });
  return { callId, handle: null };
}
const drop = (pathPattern: string, when: "before" | "after") =>
  control("faults", { system: "cxoneV2", method: "POST", pathPattern, times: 1, drop: when });
const sent = async (path: RegExp) => {
  const answer = await fetch(`${sandbox().baseUrl}/control/requests?system=cxoneV2`);
  const { requests } = (await answer.json()) as { requests: { method: string; path: string }[] };
  return requests.filter((request) => request.method === "POST" && path.test(request.path)).length;
};

describe("a live call over the API v2", () => {
  const target = (): TransferTarget => ({
    transferType: "BLIND",
    targetType: "QUEUE",
    targetId: queueId,
    priority: 1,
  });

  test("goes to an agent of the queue: observed, sent, read until somebody has it, counted (T-20 to T-51)", async () => {
    const call = await callWithBen();
    const { queue, campaigns, agents } = await voice.observe(target());
    expect([queue?.status, campaigns?.[0]?.active]).toEqual(["ACTIVE", true]);
    expect(agents?.some(({ available }) => available)).toBe(true);
    expect(await voice.readCall(call, target())).toMatchObject({ result: "read", transfer: "none" });
    const answer = await voice.issue(call, target());
    expect(answer).toMatchObject({ result: "accepted", state: "WAITING" });
    expect(await voice.issue(call, target())).toMatchObject({ result: "unclear", code: "conflict" });
    expect(await voice.readCall(call, target())).toMatchObject({ transfer: "underway" });
    await deed("answer", { callId: call.callId });
    const reading = await voice.readCall(call, target());
    expect(reading).toMatchObject({
      state: "CONNECTED",
      transfer: "ended",
      transferId: answer.result === "accepted" ? answer.requestId : "",
      connectedTo: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    const agentId = reading.result === "read" ? (reading.connectedTo?.id ?? "") : "";
    expect((await voice.readPresence(agentId)).status).toBe("ON_CALL");
    const now = Date.now();
    const range = { from: new Date(now - 3_600_000), to: new Date(now + 3_600_000) };
    expect(await voice.readMetrics(call.callId, range)).toMatchObject({ transferSuccess: 1 });
    expect((await voice.listCalls())?.map(({ callId }) => callId)).toContain(call.callId);
    await deed("hang-up", { callId: call.callId });
    expect(await voice.readCall(call, target())).toMatchObject({ state: "DISCONNECTED" });
  });

  test.each([
    ["before it was read: the call shows none", "before", "none"],
    ["after the work: the call shows it", "after", "underway"],
  ] as const)("whose transfer got lost %s", async (_name, when, transfer) => {
    const call = await callWithBen();
    await drop("/transfer$", when);
    const before = await sent(/\/transfer$/);
    expect((await voice.issue(call, target())).result).toBe("unclear");
    expect(await sent(/\/transfer$/)).toBe(before + 1);
    expect(await voice.readCall(call, target())).toMatchObject({ transfer });
    await deed("hang-up", { callId: call.callId });
  });

  test("is not known to be transferred or not where CXone shows only what seed 001 does", async () => {
    const call = await callWithBen();
    await control("switches", { v2Extras: false });
    expect(await voice.readCall(call, target())).toMatchObject({ result: "read", transfer: null });
    expect(await voice.listCalls()).toBeNull();
    expect((await voice.observe(target())).queue).toMatchObject({ status: null });
    await deed("hang-up", { callId: call.callId });
  });

  test("is refused an inactive queue, and an unknown call is gone (T-23, T-72)", async () => {
    const [old] = (await voice.listTargets("queues", "Old_Hotline_DE")) ?? [];
    const call = await callWithBen();
    expect(await voice.issue(call, { ...target(), targetId: old?.id ?? "" })).toMatchObject({
      result: "refused",
      status: 400,
      message: expect.stringContaining("INACTIVE"),
    });
    await deed("hang-up", { callId: call.callId });
    const unknown = { callId: "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59", handle: null };
    expect((await voice.readCall(unknown, target())).result).toBe("gone");
  });
});

describe("a Personal Connection call over the API v2", () => {
  async function request() {
    const [campaign] = await outbound.listCampaigns("Callbacks");
    const [agent] = await outbound.listAgents("Priya", campaign?.id ?? null);
    const [contact] = await outbound.findContacts({ search: "Hanna" });
    await deed("agent", { agentId: agent?.id, state: "Available" });
    return {
      campaignId: campaign?.id ?? "",
      contactId: contact?.id ?? "",
      phoneNumber: contact?.phoneNumber ?? "",
      agentId: agent?.id ?? "",
      data: { ticket: "4711" },
    };
  }
  const since = new Date(Date.now() - 60_000);

  test("passes the three checks, is started once, and is followed to its end (P-10 to P-20)", async () => {
    const asked = await request();
    expect(await outbound.readAgent(asked.agentId)).toMatchObject({
      active: true,
      ready: true,
      engaged: false,
    });
    expect(await outbound.readCampaign(asked.campaignId, asked.agentId)).toMatchObject({
      active: true,
      personalConnection: true,
      agentAssigned: true,
    });
    const answer = await outbound.dial(asked);
    const handle = answer.result === "accepted" ? (answer.handle ?? null) : null;
    expect(await outbound.readDial({ handle, request: asked, since })).toMatchObject({ state: "dialling" });
    expect(await outbound.readAgent(asked.agentId)).toMatchObject({ engaged: true });
    await deed("outbound", { callId: handle?.id, result: "no_answer" });
    expect(await outbound.readDial({ handle, request: asked, since })).toMatchObject({
      state: "no_answer",
      talkMs: null,
    });
  });

  test("whose answer got lost is found by agent and number, so that nobody is rung twice (P-32)", async () => {
    const asked = await request();
    const from = new Date(Date.now() - 1_000);
    await drop("/outbound$", "after");
    const before = await sent(/\/outbound$/);
    expect((await outbound.dial(asked)).result).toBe("unclear");
    expect(await sent(/\/outbound$/)).toBe(before + 1);
    const found = await outbound.readDial({ handle: null, request: asked, since: from });
    expect(found).toMatchObject({ result: "read", state: "dialling" });
    const id = found.result === "read" ? found.handle?.id : "";
    await deed("outbound", { callId: id, result: "busy" });
  });

  test("is refused for a campaign without Personal Connection (P-11), and for an unknown contact (P-12)", async () => {
    const asked = await request();
    const [lead] = (await outbound.listCampaigns("Lead list")) ?? [];
    expect(lead).toBeUndefined();
    const nobody = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
    expect(await outbound.dial({ ...asked, contactId: nobody })).toMatchObject({
      result: "refused",
      message: expect.stringContaining("contactId does not exist"),
    });
    expect(await outbound.getContact(nobody)).toBeNull();
    expect(await outbound.readAgent(nobody)).toBeNull();
    expect(await outbound.readCampaign(nobody, asked.agentId)).toBeNull();
  });

  test("needs a contact, which is made once and found by its number", async () => {
    const made = await outbound.createContact({ name: "Kim Test", phoneNumber: "+15551230000" });
    expect(await outbound.findContacts({ phoneNumber: "+15551230000" })).toEqual([made]);
    expect(await outbound.getContact(made.id)).toEqual(made);
  });
});
