import { expect, test } from "vitest";
import { ids, testV2 } from "../../cxone-v2/test-v2.ts";
import { voiceIds } from "../../state/seed-voice.ts";

const floor = "/cxone/voice-floor";

async function floorOf() {
  const v2 = await testV2();
  const look = async () => {
    const { body } = await v2.raw(`${floor}/live`);
    const parts = body as Record<"calls" | "agents" | "queues" | "campaigns", string>;
    const strip = (text: string) => text.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    return { calls: strip(parts.calls), agents: strip(parts.agents), queues: strip(parts.queues) };
  };
  return { ...v2, look };
}

test("a call is made, answered, handed over and ended by buttons, and the page of the call tells it all", async () => {
  const { form, look, transfer, raw, voice } = await floorOf();
  expect((await look()).calls).toContain("is connected: Service_DE, with Ben Carter");
  await voice("agent", { agentId: 30107, state: "Unavailable" });
  const made = await form(`${floor}/calls`, { from: "<b>+4930</b>", to: `skill:${voiceIds.sales}` });
  expect(made.headers.get("location")).toBe(floor);
  expect((await look()).calls).toContain("&lt;b&gt;+4930&lt;/b&gt; rings: Sales_DE, with Tomasz Kowal");
  const state = (await raw("/control/voice")).body as { calls: { callId: string }[] };
  const callId = state.calls.at(-1)?.callId ?? "";
  await form(`${floor}/calls/${callId}/answer`);
  await transfer(callId, { transferType: "CONSULT", targetType: "QUEUE", targetId: ids.service });
  expect((await look()).calls).toContain("CONSULT to Service_DE: IN_TRANSFER");
  await form(`${floor}/calls/${callId}/fail`);
  expect((await look()).calls).toContain("FAILED (The transfer has failed)");
  await form(`${floor}/calls/${callId}/hang-up`);
  const page = String((await raw(`${floor}/calls/${callId}`)).body);
  for (const line of ["Tomasz Kowal has answered", "Rings at Elif Demir", "The caller has hung up"])
    expect(page).toContain(line);
  expect(page).not.toContain("<b>+4930");
});

test("agents, queues and campaigns are set by buttons", async () => {
  const { form, look, api } = await floorOf();
  await form(`${floor}/agents/30109/Available`);
  expect((await look()).agents).toContain("Amara Okafor 30109 Available");
  await form(`${floor}/queues/${voiceIds.sales}/toggle`);
  expect((await look()).queues).toMatch(/Sales_DE queue, \d+ 0 3 of 4 Voice DE Inactive/);
  await form(`${floor}/campaigns/${voiceIds.campaigns.voice}/toggle`);
  expect((await api("GET", `/v2/voice/campaigns?queueId=${ids.sales}`)).body).toMatchObject([
    { name: "Voice DE", status: "INACTIVE" },
  ]);
});

test("what cannot be done is said on the floor, and a page of another origin can do nothing", async () => {
  const { form, raw, control } = await floorOf();
  const wrong = await form(`${floor}/calls/${voiceIds.call}/answer`);
  expect(wrong).toMatchObject({ status: 409, body: expect.stringContaining("Nothing rings on this call") });
  expect((await form(`${floor}/calls/${ids.nobody}/hang-up`)).status).toBe(404);
  expect((await form(`${floor}/calls/${voiceIds.call}/explode`)).status).toBe(404);
  const headers = { origin: "https://elsewhere.example" };
  const foreign = await raw(`${floor}/calls/${voiceIds.call}/hang-up`, { method: "POST", headers });
  expect(foreign.status).toBe(403);
  expect((await form(`${floor}/switch`, { voiceAgentsAnswer: "atOnce" })).status).toBe(303);
  expect((await control("GET", "/switches")).body).toMatchObject({
    switches: { voiceAgentsAnswer: "atOnce", voiceLinesAnswer: "atOnce" },
  });
});

test("the floor is a page of the console, found from the front page, and no call of the product", async () => {
  const { raw, control } = await floorOf();
  expect(String((await raw("/")).body)).toContain(`href="${floor}"`);
  expect(String((await raw("/cxone/console")).body)).toContain(`href="${floor}"`);
  const answer = await raw(floor);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
  const { body } = await control("GET", "/requests");
  expect((body as { requests: { path: string }[] }).requests.map((row) => row.path)).not.toContain(floor);
});
