import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { type Ask, askAsAdmin, connectionTo } from "./scene.ts";

/** A machine answers here, whatever agents do. */
const VOICEMAIL = { targetType: "SKILL", targetId: "4606114", targetName: "Voicemail" };

const control = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
  const answer = await fetch(`${product.sandboxUrl}/control/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await answer.json()) as Answer;
};

/** A queue with one agent of its own, whom no other journey knows, and a call that another such agent has. */
async function queueAndCall(ask: Ask, connectionId: string) {
  type Choices = { items: { id: string; name: string }[] };
  const lines = async () =>
    (await ask<Choices>("GET", `/api/connections/${connectionId}/voice/queues?search=Line_`)).items;
  const before = new Set((await lines()).map(({ id }) => id));
  const made = { queues: 1, agents: 1, calls: 1, withAgents: true };
  const { callIds } = await control<{ callIds: string[] }>("POST", "voice/populate", made);
  const queue = (await lines()).find(({ id }) => !before.has(id));
  const { contactId } = await control<{ contactId: number }>("GET", `voice/calls/${callIds[0]}`);
  return { queue: { id: queue?.id ?? "", name: queue?.name ?? "" }, callId: String(contactId) };
}

test("why did nobody answer: a past transfer is replayed, and what is typed decides otherwise without a call", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const mark = randomUUID().slice(0, 6);
  const tenant = await connectionTo(product.sandboxUrl, `Replay ${mark}`);
  const { id: connectionId } = await ask("POST", "/api/connections", tenant);
  const { queue, callId } = await queueAndCall(ask, connectionId);
  const target = { targetType: "QUEUE", targetId: queue.id, targetName: queue.name };
  const { id: policyId } = await ask("POST", "/api/transfer-policies", {
    connectionId,
    name: `Replay ${mark}`,
    body: {
      routes: [target],
      voicemail: VOICEMAIL,
      watch: { pollSeconds: 1, timeoutSeconds: 5, unknownMinutes: 1 },
    },
  });
  const { id } = await ask("POST", "/api/transfers", { policyId, callId });

  await test.step("the call rings in vain, is taken back, and ends in voicemail", async () => {
    await page.goto(`${product.url}/transfers/${id}`);
    const timeline = page.getByRole("list", { name: "Timeline" });
    await expect(timeline.getByText("Taken back", { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(timeline.getByText(/Ended in voicemail/)).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
  const transfers = async () =>
    (await control<{ transfers: number }>("GET", `voice/calls/${callId}`)).transfers;
  const sent = await transfers();

  const simulator = page.getByRole("region", { name: "Simulator" });
  const says = (what: string) => simulator.locator(`dt:text-is("${what}") + dd`);
  await test.step("replayed, it comes to the same end as it did", async () => {
    await page.getByRole("link", { name: "Replay in simulator" }).click();
    await page.waitForURL(new RegExp(`/transfers/policies/${policyId}\\?replay=${id}`));
    await expect(simulator.getByText("A decision replayed")).toBeVisible();
    for (const what of ["Happened", "Version 1", "As typed now"])
      await expect(says(what)).toContainText("Voicemail");
    await expect(simulator.getByRole("status").first()).toContainText("did not answer within 5 s");
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step("with a fallback typed, the version of then stays as it was, and what is typed decides otherwise", async () => {
    await page.getByRole("button", { name: "Add fallback" }).click();
    const fallback = page.getByRole("listitem", { name: "Fallback 1" });
    await fallback.getByLabel("Goes to").selectOption({ label: "Phone number" });
    await fallback.getByLabel("Number", { exact: true }).fill("+493012344711");
    await expect(says("As typed now")).toContainText("Fallback");
    await expect(says("Version 1")).toContainText("Voicemail");
    await expect(says("Happened")).toContainText("Voicemail");
  });

  await test.step("with its connection and policy deleted, it is replayed by what the log kept", async () => {
    await ask("DELETE", `/api/transfer-policies/${policyId}`);
    await ask("DELETE", `/api/connections/${connectionId}`);
    await page.goto(`${product.url}/transfers/${id}`);
    await page.getByRole("link", { name: "Replay in simulator" }).click();
    await page.waitForURL(new RegExp(`/transfers/${id}/replay`));
    for (const what of ["Happened", "Version 1"]) await expect(says(what)).toContainText("Voicemail");
    await expect(says("As typed now")).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
  expect(await transfers()).toBe(sent);
});
