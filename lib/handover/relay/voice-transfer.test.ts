import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { CallView } from "#lib/sandbox/control/voice-views.ts";
import { voiceIds } from "#lib/sandbox/state/seed-voice.ts";
import { makePolicy } from "#lib/transfers/run/scene.ts";
import { auditOf, ended, startTestRunner, until } from "#lib/transfers/run/test-house.ts";
import { policyOf, route } from "#lib/transfers/scene.ts";
import { openHouse, transcriptOf } from "./test-house.ts";

withTestDatabase();

/** A house whose handovers transfer calls, and a call that an agent has. */
async function houseWithCall(change: { callId?: string; archived?: boolean } = {}) {
  const house = await openHouse();
  const { tenant, connectionId, handover } = house;
  await tenant.control("POST", "/switches", { voiceAgentsAnswer: "atOnce" });
  const call = (await tenant.control("POST", "/voice/call", { agentId: 30110 })).body as CallView;
  const policy = await makePolicy(
    policyOf([route(String(voiceIds.sales), { targetName: "Sales DE" })], { pollSeconds: 1 }),
    { connectionId },
  );
  if (change.archived) {
    await db().transferPolicy.update({ where: { id: policy.id }, data: { archivedAt: new Date() } });
  }
  await db().handoverProvider.update({
    where: { id: handover.providerId },
    data: {
      settings: {
        transferPolicyId: policy.id,
        customAttributes: { callId: change.callId ?? String(call.contactId), caller: "+49301234711" },
      },
    },
  });
  return { house, policy };
}

test("a bot hands over a conversation that belongs to a call: the call is transferred, and the conversation tells how it went", async () => {
  const { house, policy } = await houseWithCall();
  const visitor = await house.visitor();
  await visitor.act("request_human");
  const run = await until(async () => (await db().transferRun.findFirst()) ?? undefined);
  expect(run).toMatchObject({
    policyId: policy.id,
    source: "handover",
    conversationId: visitor.conversationId,
    caller: "+49301234711",
  });
  await visitor.untilSaid("Your call is being transferred.");
  expect(await house.newestCase()).toBeUndefined();
  startTestRunner();
  expect(await ended(run.id)).toMatchObject({ outcome: "connected", source: "handover" });
  await visitor.untilSaid("Your call is connected to Sales DE.");
  expect((await visitor.read()).state).toBe("bot");
  expect((await auditOf(run.id)).map(({ action }) => action)).toEqual([
    "transfer.requested",
    "transfer.connected",
  ]);
});

test.each([
  ["the policy is not in use any more", { archived: true }],
  ["what the bot gives is no id of a call", { callId: "the one from before" }],
  ["what the bot gives is an id of calls elsewhere", { callId: "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59" }],
])("%s: the visitor is handed over as usual", async (_why, change) => {
  const { house } = await houseWithCall(change);
  const visitor = await house.visitor();
  await visitor.act("request_human");
  await visitor.untilState("queued");
  expect(await db().transferRun.count({ where: { conversationId: visitor.conversationId } })).toBe(0);
  expect((await transcriptOf(visitor.conversationId)).join()).not.toContain("transferred");
});
