import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { listQueues } from "../../queues/reads.ts";
import { setQueueChannels } from "../../queues/set-queue-channels.ts";
import { ana, withTestEmail } from "../with-test-email.ts";
import { testToken } from "./test-step.ts";

const { tenant, answer, live } = withTestEmail();

test("the test says in which queue the mail landed, and warns when it is not the wanted one (M-60, M-61)", async () => {
  const { id, channelId, check } = await live("Routed", "routed");
  const { connectionId, baseUrl } = tenant();
  const judged = async () => (await check("test")).find((one) => one.id === "test.queue");
  // Studio has no script of the name that is selected: the mail that made the channel live was routed to nobody.
  expect(await judged()).toMatchObject({
    state: "warning",
    message: expect.stringMatching(/is in no queue/),
  });

  const overview = (await (await fetch(`${baseUrl}/control/email`)).json()) as {
    channels: { channelId: string; pointOfContact: string }[];
  };
  const to = overview.channels.find((one) => one.channelId === channelId)?.pointOfContact;
  const send = () => answer("email/receive", { to, subject: testToken(id) });
  await answer("email/channel", { channelId, studioScript: "Digital\\Default Digital Script" });
  await send();
  expect(await judged()).toMatchObject({
    state: "passed",
    message: expect.stringMatching(/is in the queue Website_Chat\.$/),
  });

  const { value } = await listQueues(ana, connectionId);
  const other = value.queues.find(({ name }) => name !== "Website_Chat");
  if (!other) throw new Error("The seeded tenant has several routing queues");
  await setQueueChannels(ana, connectionId, other.id, { channelIds: [id], before: [] });
  expect(await judged()).toMatchObject({
    state: "warning",
    fix: { sentence: expect.stringContaining(`Included channels rule of ${other.name}`) },
  });
  expect(await db().emailChannel.findUnique({ where: { id } })).toMatchObject({ state: "live" });

  const filters = `${baseUrl}/cxone/console/routing-queues/${other.id}/filters`;
  const press = (address: string, fields: Record<string, string>) =>
    fetch(address, { method: "POST", body: new URLSearchParams(fields) });
  await press(filters, { name: "Mail" });
  await press(`${filters}/501`, { rule: "includedChannels" });
  await press(`${filters}/501`, { add: channelId });
  await send();
  expect(await judged()).toMatchObject({ state: "passed", evidence: { queue: other.name } });
});
