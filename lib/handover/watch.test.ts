import { expect, test } from "vitest";
import { closeEgress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { markWaiting } from "#lib/setup/mark-waiting.ts";
import { claimDue, remindOfWaiting, watchSetup } from "#lib/setup/watch-setups.ts";
import { checkHandover } from "./check-handover.ts";
import { cxoneHandover } from "./cxone-setup/cxone-handover.ts";
import { type Walk, walkToReview } from "./cxone-setup/walk-set-up.ts";
import { ana, refusal, withTestTenant } from "./cxone-setup/with-test-tenant.ts";
import { handoverSetups } from "./handover-setups.ts";
import { getHandover } from "./reads.ts";
import { updateHandover } from "./update-handover.ts";

const { tenant, run } = withTestTenant({ skillListLagSeconds: 0 });

async function live(name: string): Promise<Walk> {
  const walk = await walkToReview(ana, tenant(), name);
  expect(await run((await walk.start()).id)).toBe("done");
  return walk;
}
const notice = (cause: string) => db().notice.findFirst({ where: { cause }, orderBy: { createdAt: "desc" } });
const switchSkill = async (walk: Walk) => {
  const skill = await db().managedObject.findFirst({ where: { subject: walk.subject, kind: "skill" } });
  const url = `${tenant().baseUrl}/cxone/console/skills/${skill?.remoteId}/toggle`;
  await fetch(url, { method: "POST", redirect: "manual" });
};

test("a live handover is due at once, then a period later, and never for two workers at once", async () => {
  const walk = await live("Watched");
  const draft = await walkToReview(ana, tenant(), "Not live");
  const now = new Date();
  const claims = await Promise.all([
    claimDue(handoverSetups, now),
    claimDue(handoverSetups, now),
    claimDue(handoverSetups, now),
  ]);
  expect(claims.flat().filter((subject) => subject === walk.subject)).toHaveLength(1);
  expect(claims.flat()).not.toContain(draft.subject);
  expect(await claimDue(handoverSetups, new Date(now.getTime() + 13 * 60_000))).not.toContain(walk.subject);
  expect(await claimDue(handoverSetups, new Date(now.getTime() + 17 * 60_000))).toContain(walk.subject);
});

test("a check that passed before and fails now makes the handover degraded; mended, it is live again", async () => {
  const walk = await live("Unwell");
  expect((await getHandover(ana, walk.id)).state).toBe("live");
  await switchSkill(walk);
  await watchSetup(handoverSetups, ana, walk.subject);
  expect((await getHandover(ana, walk.id)).state).toBe("degraded");
  expect(await notice(`${walk.subject}:checks`)).toMatchObject({ severity: "bad", resolvedAt: null });
  await switchSkill(walk);
  // What never passed is set-up that is still to be done.
  await db().checkResult.deleteMany({ where: { subject: walk.subject, checkId: "default-skill.set" } });
  const failed = (await checkHandover(ana, walk.id)).filter(({ state }) => state === "failed");
  expect(failed.map(({ id }) => id)).toEqual(["default-skill.set"]);
  expect((await getHandover(ana, walk.id)).state).toBe("degraded");
});

test("a tenant that is down raises no drift and mends none", async () => {
  const walk = await live("Dark");
  await switchSkill(walk);
  await watchSetup(handoverSetups, ana, walk.subject);
  const fault = { system: "cxone", method: "GET", pathPattern: "/(skills|channels|scripts)", status: 503 };
  await tenant().control("faults", { ...fault, times: 100 });
  await watchSetup(handoverSetups, ana, walk.subject);
  // Once the breaker is open, nothing is sent at all.
  await watchSetup(handoverSetups, ana, walk.subject);
  const [look] = await db().setupLook.findMany({ where: { subject: walk.subject } });
  expect(look?.outcome).toBe("skipped");
  expect(await db().setupDrift.count({ where: { subject: walk.subject } })).toBe(1);
  expect((await notice(`${walk.subject}:drift`))?.resolvedAt).toBeNull();
  await tenant().control("reset", { only: "faults" });
  // A new way out knows nothing of the open breaker.
  await closeEgress();
});

test("a reminder comes on its day and goes when the waiting ends", async () => {
  const walk = await walkToReview(ana, tenant(), "Patient");
  const at = { subject: walk.subject, stepId: "review" };
  const waiting = { ...at, waitingFor: "NICE", note: "Ticket 4711", remindOn: "2027-01-15" };
  await markWaiting(cxoneHandover, ana, waiting);
  expect(await getHandover(ana, walk.id)).toMatchObject({ waiting: { for: "NICE", stepId: "review" } });
  const cause = `${walk.subject}:waiting:review`;
  const on = (day: string) =>
    remindOfWaiting(handoverSetups, { ...ana, now: () => new Date(`${day}T08:00:00Z`) });
  await on("2027-01-14");
  expect(await notice(cause)).toBeNull();
  await on("2027-01-15");
  await on("2027-01-16");
  expect(await notice(cause)).toMatchObject({
    title: expect.stringMatching(/^Patient waits for NICE since /),
  });
  expect(await db().notice.count({ where: { cause } })).toBe(1);
  await markWaiting(cxoneHandover, ana, { ...at, waitingFor: null, note: "", remindOn: "" });
  expect((await notice(cause))?.resolvedAt).not.toBeNull();
});

test("a paused handover resumes only when its checks pass, or when somebody insists; the second of two learns it", async () => {
  const walk = await live("Paused");
  const version = async () => (await getHandover(ana, walk.id)).version;
  const seen = await version();
  await updateHandover(ana, walk.id, { version: seen, state: "paused", anyway: false });
  const late = updateHandover(ana, walk.id, { version: seen, state: "paused", anyway: false });
  expect((await refusal(late)).options.detail).toMatch(/^Ana changed it at .+state/);
  const resume = updateHandover(ana, walk.id, { version: await version(), state: "live", anyway: false });
  expect((await refusal(resume)).options).toMatchObject({ title: expect.stringMatching(/check/) });
  const anyway = await updateHandover(ana, walk.id, {
    version: await version(),
    state: "live",
    anyway: true,
  });
  expect(anyway.state).toBe("live");
});
