import "server-only";
import { getContact } from "#lib/cxone/contacts.ts";
import { searchMessages } from "#lib/cxone/read-messages.ts";
import { listRoutingQueues } from "#lib/cxone/routing-queues.ts";
import { db } from "#lib/db/client.ts";
import type { CheckOutcome, Step } from "#lib/setup/step.ts";
import { type ChannelContext, consoleLink, fromAddress, QUEUES_PATH, SYSTEM } from "./context.ts";

/** Stands in the subject of the mail that a person writes; of this channel alone, so that nothing else is taken for it. */
export const testToken = (channelId: string) => `Patchbay ${channelId.slice(-8).toLowerCase()}`;

async function hasArrived(context: ChannelContext): Promise<CheckOutcome> {
  const { channelId } = context.channel;
  if (!channelId) return { state: "not_applicable", message: "The channel was not seen in CXone yet." };
  const mail = await db().mail.findFirst({
    where: { channelId: context.channel.id, purpose: "round_trip", state: "arrived" },
    orderBy: { arrivedAt: "desc" },
  });
  if (mail?.arrivedAt) {
    const evidence = { mailId: mail.id, subject: mail.subject, at: mail.arrivedAt.toISOString() };
    return { state: "passed", message: "A mail that Patchbay sent came in over the channel.", evidence };
  }
  const token = testToken(context.channel.id);
  const found = await searchMessages(await context.cxone(), token);
  const own = found.find((one) => one.channelId === channelId && one.title.includes(token));
  if (own) {
    const evidence = { messageId: own.id, title: own.title, case: own.contactNumber, at: own.at };
    return { state: "passed", message: `“${own.title}” came in as case ${own.contactNumber}.`, evidence };
  }
  const elsewhere = found.find((one) => one.title.includes(token));
  if (elsewhere) {
    return {
      state: "failed",
      message: "The mail came in over another channel.",
      evidence: { channelId: elsewhere.channelId, title: elsewhere.title },
      fix: { sentence: "Compare the point of contact with the address that the mail was sent to." },
    };
  }
  return { state: "not_applicable", message: `No mail with “${token}” in its subject has come in yet.` };
}

/** The case that the last mail became: of a round trip by its token, of one that a person wrote by what stands in its subject. */
async function findCase(context: ChannelContext): Promise<string | null> {
  const mail = await db().mail.findFirst({
    where: {
      channelId: context.channel.id,
      purpose: "round_trip",
      state: "arrived",
      token: { not: null },
    },
    orderBy: { arrivedAt: "desc" },
    select: { token: true },
  });
  const token = mail?.token ?? testToken(context.channel.id);
  const found = await searchMessages(await context.cxone(), token);
  const own = found
    .filter((one) => one.channelId === context.channel.channelId && one.title.includes(token))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return own[0]?.contactNumber || null;
}

/** M-60 to M-66: in which queue the mail landed, held against the rules that are to include the channel. */
async function isQueued(context: ChannelContext): Promise<CheckOutcome> {
  const number = context.channel.channelId ? await findCase(context) : null;
  if (!number) return { state: "not_applicable", message: "No mail has come in over the channel yet." };
  const client = await context.cxone();
  const [row, queues] = await Promise.all([getContact(client, number), listRoutingQueues(client)]);
  if (!row) return { state: "not_applicable", message: `CXone has no case ${number} any more.` };
  const name = queues.find(({ id }) => id === row.routingQueueId)?.name ?? row.routingQueueId;
  const wanted = context.told.queues.map((queue) => queue.name);
  const evidence = { case: number, queue: name, ...(wanted.length > 0 ? { wanted } : {}) };
  if (row.routingQueueId === "") {
    const sentence = "See that the channel has a default skill and a Studio script, then send another mail.";
    const message = `Case ${number} is in no queue: nobody is offered it.`;
    return { state: "warning", message, evidence, fix: { sentence } };
  }
  if (wanted.length > 0 && !wanted.includes(name)) {
    const fix = {
      sentence: `Add the channel to the Included channels rule of ${wanted.join(" or ")}, then send another mail.`,
      path: QUEUES_PATH,
    };
    return { state: "warning", message: `Case ${number} is in the queue ${name}.`, evidence, fix };
  }
  return { state: "passed", message: `Case ${number} is in the queue ${name}.`, evidence };
}

export const testStep: Step<ChannelContext> = {
  id: "test",
  title: "Test",
  why: "One mail that arrives in CXone shows what no look at settings shows: domain, point of contact and channel fit together.",
  who: "You, from any mailbox",
  minutes: 5,
  docs: {
    path: ["CXone", "Agent", "Search", "title="],
    link: null,
    doesNotProve: "That a reply reaches the contact, or how mail to other domains is treated.",
  },
  needs: ["domain", "from", "channel", "routing", "sending"],
  mode: () => "guided",
  input: null,
  todo: ({ checks }) =>
    checks["test.arrived"]?.state === "passed"
      ? null
      : "Write the mail, then run the check once it had time to arrive.",
  checks: [
    {
      id: "test.arrived",
      title: "A mail has come in over the channel",
      doesNotProve: "That the answer of an agent reaches the contact.",
      run: hasArrived,
    },
    {
      id: "test.queue",
      title: "The mail landed in the wanted queue",
      doesNotProve:
        "What decided it: a filter, the script or the default skill. No API shows the filters of a queue.",
      run: isQueued,
    },
  ],
  guide: (context) => ({
    system: SYSTEM,
    path: ["CXone", "Agent", "Search"],
    link: consoleLink(context),
    values: [
      {
        label: "To",
        value: context.channel.pointContact ?? fromAddress(context) ?? "",
        secret: false,
        copy: true,
        note: "The point of contact; the from address works once DNS leads its mail there.",
      },
      { label: "Subject", value: testToken(context.channel.id), secret: false, copy: true },
    ],
  }),
};
