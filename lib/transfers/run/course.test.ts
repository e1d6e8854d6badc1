import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { checked, policyOf, staffed } from "../scene.ts";
import { cancelTransfer } from "./cancel-transfer.ts";
import { LeaseLost } from "./course.ts";
import { inHand, takeInHand } from "./in-hand.ts";
import { makePolicy } from "./scene.ts";
import { startInput } from "./schema.ts";
import { startTransfer } from "./start-transfer.ts";

withTestDatabase();

const NOW = new Date("2026-11-21T08:15:00Z");
const ann = testCtx("supervisor", { name: "Ann" });

/** A transfer in hand that is about to be issued. */
async function aboutToIssue(callId: string) {
  const policy = await makePolicy(policyOf(2));
  const { transfer } = await startTransfer(ann, startInput.parse({ policyId: policy.id, callId }));
  const course = await inHand(transfer.id, () => NOW);
  course.hear({ heard: "started" });
  await course.store();
  expect(course.hear(checked(staffed()))).toEqual({ do: "issue", step: 0 });
  return { course, id: transfer.id };
}
const kept = async (id: string) => {
  const { state, timeline } = await db().transferRun.findUniqueOrThrow({ where: { id } });
  return { state, kinds: (timeline as { kind: string }[]).map(({ kind }) => kind) };
};

test("the intention of a write is on disk before it goes out, behind the lines that stand there", async () => {
  const { course, id } = await aboutToIssue("920001");
  expect(await course.storeIntent()).toBe(true);
  expect(await kept(id)).toMatchObject({
    state: { phase: "issuing", attempts: 1 },
    kinds: ["requested", "eligible"],
  });
  expect(course.isChanged).toBe(false);
});

test.each(["taken by somebody else", "given back"])(
  "a transfer that was %s meanwhile is neither changed nor issued",
  async (how) => {
    const { course, id } = await aboutToIssue(`93000${how.length}`);
    if (how === "given back") await db().due.updateMany({ where: { id }, data: { leaseUntil: null } });
    else await takeInHand(id, 2);
    await expect(course.storeIntent()).rejects.toThrow(LeaseLost);
    await expect(course.store()).rejects.toThrow(LeaseLost);
    expect(await kept(id)).toMatchObject({ state: { phase: "checking" }, kinds: ["requested"] });
  },
);

test("who cancels while it was decided is heard before anything goes out: the decision is taken back", async () => {
  const { course, id } = await aboutToIssue("940001");
  await cancelTransfer(ann, id);
  expect(await course.storeIntent()).toBe(false);
  expect(await kept(id)).toMatchObject({ state: { phase: "checking" }, kinds: ["requested"] });
  expect(course.unheardCancel).toBe("Ann");
  expect(course.hear({ heard: "cancel", by: "Ann" })).toEqual({ do: "collect" });
  expect(course.state).toMatchObject({ outcome: "cancelled", attempts: 0 });
  await course.store();
  expect((await kept(id)).kinds).toEqual(["requested", "ended"]);
});
