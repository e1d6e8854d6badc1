import { expect, test } from "vitest";
import { ids, testV2 } from "../cxone-v2/test-v2.ts";

test("five thousand calls, each with an agent of its own, are there at once and are handed over one by one", async () => {
  const { control, api, transfer, voice, state } = await testV2();
  const { body } = await control("POST", "/voice/populate", {
    queues: 50,
    agents: 200,
    calls: 5000,
    withAgents: true,
  });
  const { callIds } = body as { callIds: string[] };
  expect(new Set(callIds).size).toBe(5000);
  expect((await api("GET", "/v2/voice/calls")).body).toHaveLength(1000);
  const toSales = { transferType: "BLIND", targetType: "QUEUE", targetId: ids.sales };
  for (const callId of callIds.slice(0, 20)) expect((await transfer(callId, toSales)).status).toBe(202);
  const states = await Promise.all(callIds.slice(0, 20).map((callId) => state(callId)));
  expect([...new Set(states)].toSorted()).toEqual(["IN_TRANSFER", "WAITING"]);
  await voice("hang-up", { callId: callIds[0] });
  expect(await state(callIds[0] ?? "")).toBe("DISCONNECTED");
});

test("calls without agents talk to the script, and the ids go on after those that were there", async () => {
  const { control, voice, api } = await testV2();
  await control("POST", "/voice/populate", { calls: 2 });
  const { body } = await control("POST", "/voice/populate", { calls: 1, queues: 1, agents: 2 });
  const { callIds } = body as { callIds: string[] };
  expect((await api("GET", `/v2/voice/calls/${callIds[0]}`)).body).toMatchObject({
    state: "WAITING",
    agent: null,
  });
  expect((await voice("call", { queueId: "Line_4606200" })).state).toBe("ringing");
});

test.each([[{ calls: -1 }], [{ calls: 1.5 }], [{ queues: 50_001 }], [{ calls: 1, withAgents: "yes" }]])(
  "%j is refused with a sentence",
  async (body) => {
    const { control } = await testV2();
    expect(await control("POST", "/voice/populate", body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  },
);
