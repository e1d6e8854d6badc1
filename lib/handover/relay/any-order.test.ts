import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { makeConversation, makeToken, post, replyBody, until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { openHouse, transcriptOf } from "./test-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

const RUNS = 40;

test("any order of the same deliveries, with any repeats, gives the same transcript and the same end", async () => {
  const house = await openHouse();
  const token = await makeToken(pool(), house.handover.providerId);
  // A contact that an agent had and closed.
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  await house.desk("accept");
  await house.desk("close");
  await kim.untilState("bot");
  const contactId = (await house.newestCase())?.id ?? "";
  const began = Date.now() - 120_000;

  const box = `${house.bridge.url}/handover/niceCxOne`;
  const deliveries = ["first", "second", "third", "fourth", "release"] as const;
  const send = async (conversationId: string, what: (typeof deliveries)[number]) => {
    const at = new Date(began + 1_000 * (deliveries.indexOf(what) + 1));
    const answer =
      what === "release"
        ? await post(`${box}/${house.handover.providerId}/released`, {
            threadIdOnExternalPlatform: conversationId,
          })
        : await post(
            `${box}/2.0/channel/${house.handover.channelId}/outbound`,
            replyBody(conversationId, what, at),
            {
              authorization: `Bearer ${token}`,
            },
          );
    expect(answer.status).toBeLessThan(300);
  };

  const order = fc
    .tuple(
      fc.shuffledSubarray([...deliveries], { minLength: deliveries.length }),
      fc.array(fc.constantFrom(...deliveries), { maxLength: 4 }),
    )
    .map(([once, again]) => [...once, ...again]);

  await fc.assert(
    fc.asyncProperty(order, fc.boolean(), async (sequence, atOnce) => {
      const { id } = await makeConversation(house.handover.providerId, {
        state: "queued",
        contactId,
        handoverSeq: 1,
        handoverAt: new Date(began),
      });
      if (atOnce) await Promise.all(sequence.map((what) => send(id, what)));
      else for (const what of sequence) await send(id, what);
      await until(
        async () => (await db().relayWaiting.count({ where: { conversationKey: id } })) === 0,
        "all to be carried out",
      );
      expect(await transcriptOf(id)).toEqual([
        "agent: first",
        "agent: second",
        "agent: third",
        "agent: fourth",
        "system: The conversation with our colleague has ended. The bot is back.",
      ]);
      const { state } = await db().conversation.findUniqueOrThrow({ where: { id } });
      expect(state).toBe("bot");
    }),
    { numRuns: RUNS },
  );
});

test("what an agent of an earlier handover wrote comes late: it is shown, and the next handover still waits", async () => {
  const house = await openHouse();
  const token = await makeToken(pool(), house.handover.providerId);
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  const late = replyBody(kim.conversationId, "Late words", new Date(Date.now() - 60_000));
  await post(
    `${house.bridge.url}/handover/niceCxOne/2.0/channel/${house.handover.channelId}/outbound`,
    late,
    {
      authorization: `Bearer ${token}`,
    },
  );
  await kim.untilSaid("Late words");
  expect((await kim.read()).state).toBe("queued");
});
