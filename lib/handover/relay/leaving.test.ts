import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { until } from "#lib/bridge/test-bridge.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { isCancelWord } from "./cancel-word.ts";
import { expireHandovers } from "./expire-handovers.ts";
import { openHouse } from "./test-house.ts";

withTestDatabase();
afterAll(() => closeEgress());

const CANCELLED = "Your request for a colleague was cancelled.";
const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

async function waiting(settings: object = {}) {
  const house = await openHouse({ settings });
  const kim = await house.visitor();
  await kim.act("request_human");
  await kim.untilState("queued");
  return { house, kim };
}

const allDone = (conversationKey: string) =>
  until(async () => (await db().relayWaiting.count({ where: { conversationKey } })) === 0, "all to be done");

describe("words that cancel", () => {
  test.each(["cancel", "Cancel", " cancel! ", "“cancel”.", "never  mind"])("%j", (text) => {
    expect(isCancelWord(text, ["cancel", "Never mind"])).toBe(true);
  });
  test.each(["cancel my order", "please cancel", "", "…", "cancelled"])("not %j", (text) => {
    expect(isCancelWord(text, ["cancel", "Never mind", "!"])).toBe(false);
  });
});

describe("a visitor who waits no longer", () => {
  test("says so: the contact is abandoned and closed, and the bot is back", async () => {
    const { house, kim } = await waiting();
    await kim.say("Cancel.");
    await kim.untilSaid(CANCELLED);
    await kim.untilState("bot");
    const { status, abandon } = (await house.newestCase()) as unknown as { status: string; abandon: object };
    expect([status, abandon]).toEqual(["closed", expect.objectContaining({ type: "abandon" })]);
    expect((await kim.transcript()).slice(-2)).toEqual(["visitor: Cancel.", `system: ${CANCELLED}`]);
    expect((await house.caseMessages()).map((one) => one.messageContent.payload.text)).not.toContain(
      "Cancel.",
    );
  });

  test("has left although the script refuses the signal and the queue lets nobody go", async () => {
    const { house, kim } = await waiting();
    await house.fault({ method: "POST", pathPattern: "/signal", times: 1, status: 404, body: {} });
    await house.fault({ method: "POST", pathPattern: "/abandon", times: 1, status: 400, body: {} });
    await kim.act("cancel");
    await kim.untilState("bot");
    expect((await house.newestCase())?.status).toBe("closed");
  });

  test("with an agent, the word is for the agent, and the button leads back", async () => {
    const { house, kim } = await waiting();
    await house.desk("accept");
    await house.desk("reply", { text: "Hi" });
    await kim.untilState("agent");
    await kim.say("cancel");
    await until(
      async () => (await house.caseMessages()).some((one) => one.messageContent.payload.text === "cancel"),
      "the word at the agent",
    );
    await kim.act("leave");
    await kim.untilState("bot");
    expect((await house.newestCase())?.status).toBe("closed");
  });

  test("is not kept by a contact centre that cannot be reached", async () => {
    const house = await openHouse();
    await house.fault({ method: "POST", pathPattern: "/messages", times: 50, status: 503, body: {} });
    const kim = await house.visitor();
    await kim.act("request_human");
    await kim.untilState("requested");
    await kim.act("cancel");
    await kim.untilState("bot");
    expect(await house.newestCase()).toBeUndefined();
  });
});

test("a cancel that meets an agent: whoever wrote or cancelled first wins, and both sides agree", async () => {
  const deeds = ["accept", "reply", "cancel"] as const;
  const orders = deeds.flatMap((first) =>
    deeds.flatMap((second) =>
      deeds.flatMap((third) =>
        new Set([first, second, third]).size === 3 ? [[first, second, third] as const] : [],
      ),
    ),
  );
  // An agent replies only to what they have accepted.
  for (const order of orders.filter((one) => one.indexOf("accept") < one.indexOf("reply"))) {
    for (const atOnce of [false, true]) {
      const { house, kim } = await waiting();
      const run = {
        accept: () => house.desk("accept").catch(() => {}),
        reply: () => house.desk("reply", { text: "Hi" }).catch(() => {}),
        cancel: async () => {
          await kim.act("cancel");
          if (!atOnce) await allDone(kim.conversationId);
        },
      };
      const agent = async () => {
        for (const deed of order) if (deed !== "cancel") await run[deed]();
      };
      if (atOnce) await Promise.all([agent(), run.cancel()]);
      else {
        for (const deed of order) {
          await run[deed]();
          if (deed === "reply" && order.indexOf("reply") < order.indexOf("cancel"))
            await kim.untilState("agent");
        }
      }
      await allDone(kim.conversationId);
      const { state } = await kim.read();
      const cancelled = (await kim.transcript()).includes(`system: ${CANCELLED}`);
      const open = (await house.newestCase())?.status !== "closed";
      expect({ order, atOnce, cancelled, open }).toEqual({
        order,
        atOnce,
        cancelled: state === "bot",
        open: state === "agent",
      });
      if (!atOnce) expect(state).toBe(order[2] === "cancel" ? "agent" : "bot");
    }
  }
});

describe("a visitor who has gone silent", () => {
  beforeEach(async () => {
    await db().handoverDeadline.deleteMany();
  });

  const settings = {
    queueTimeoutMinutes: 15,
    agentTimeoutMinutes: 30,
    queueTimeoutMessage: "Q",
    agentTimeoutMessage: "A",
  };
  const due = (id: string) => db().handoverDeadline.findUnique({ where: { conversationId: id } });

  test("in the queue: not before the time, then once, on both sides", async () => {
    const { house, kim } = await waiting(settings);
    expect(await expireHandovers(pool(), inMinutes(14))).toMatchObject({ expired: 0 });
    expect(await expireHandovers(pool(), inMinutes(16))).toMatchObject({ expired: 1 });
    await kim.untilSaid("Q");
    await kim.untilState("bot");
    const row = (await house.newestCase()) as unknown as { status: string; abandon: object };
    expect([row.status, row.abandon]).toEqual(["closed", expect.objectContaining({ type: "expired" })]);
    expect(await due(kim.conversationId)).toBeNull();
    expect(await expireHandovers(pool(), inMinutes(60))).toEqual({ looked: 0, expired: 0 });
  });

  test("a message puts it off without touching the date, and the look finds it out", async () => {
    const { kim } = await waiting(settings);
    const before = await due(kim.conversationId);
    await pool().query("UPDATE conversation SET handover_at = now() - interval '20 minutes' WHERE id = $1", [
      kim.conversationId,
    ]);
    await kim.say("still here");
    await allDone(kim.conversationId);
    expect(await due(kim.conversationId)).toEqual(before);
    expect(await expireHandovers(pool(), inMinutes(14))).toMatchObject({ expired: 0 });
    expect((await kim.read()).state).toBe("queued");
  });

  test("with an agent: counted from the agent's last word, and never while the visitor waits for the agent", async () => {
    const { house, kim } = await waiting(settings);
    await house.desk("accept");
    await house.desk("reply", { text: "Which order?" });
    await kim.untilState("agent");
    expect(await expireHandovers(pool(), inMinutes(16))).toMatchObject({ looked: 1, expired: 0 });
    await kim.say("4711");
    await allDone(kim.conversationId);
    expect(await expireHandovers(pool(), inMinutes(600))).toMatchObject({ looked: 1, expired: 0 });
    await house.desk("reply", { text: "And your name?" });
    await kim.untilSaid("And your name?");
    expect(await expireHandovers(pool(), inMinutes(1_000))).toMatchObject({ expired: 1 });
    await kim.untilSaid("A");
    expect((await house.newestCase())?.status).toBe("closed");
  });

  test("a visitor who writes before the relay ends it stays", async () => {
    const { kim } = await waiting(settings);
    await kim.say("I am here");
    await allDone(kim.conversationId);
    const { providerId } = await db().conversation.findUniqueOrThrow({ where: { id: kim.conversationId } });
    const { appendEvent } = await import("./append-inside.ts");
    await appendEvent(pool(), {
      providerId,
      conversationKey: kim.conversationId,
      kind: "handover.timeout",
      externalId: `${kim.conversationId}.timeout.1.1`,
      payload: { handoverSeq: 1, silentSince: new Date(Date.now() - 20 * MINUTE).toISOString() },
    });
    await allDone(kim.conversationId);
    expect((await kim.read()).state).toBe("queued");
  });

  test("with the time-outs off nothing is looked at", async () => {
    const { kim } = await waiting();
    expect(await due(kim.conversationId)).toBeNull();
  });

  test("two workers share the dates: each is asked for once", async () => {
    const { house, kim } = await waiting(settings);
    const others = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const other = await house.visitor();
        await other.act("request_human");
        await other.untilState("queued");
        return other;
      }),
    );
    const both = await Promise.all([
      expireHandovers(pool(), inMinutes(16)),
      expireHandovers(pool(), inMinutes(16)),
    ]);
    expect(both.reduce((sum, one) => sum + one.expired, 0)).toBe(5);
    for (const one of [kim, ...others]) await one.untilState("bot");
  });
});

test("any text with more than the word is not a cancel", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (more) => {
      fc.pre(/[\p{L}\p{N}]/u.test(more));
      expect(isCancelWord(`cancel ${more}`, ["cancel"])).toBe(false);
    }),
  );
});
