import "server-only";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { CheckOutcome, DesiredObject, Guide, ObservedObject, Step } from "#lib/setup/step.ts";
import { type SeenInput, seenInput } from "../schema.ts";
import { judgeFrom } from "../state.ts";
import { requireNameFree, writeChannel } from "../write-channel.ts";
import {
  type ChannelContext,
  consoleLink,
  EMAIL_PATH,
  findOwn,
  fromAddress,
  HELP,
  SYSTEM,
} from "./context.ts";

const PATH = [...EMAIL_PATH, "Create Channel"];

/** One channel, made by a person: what its object shows is held against what is wanted. */
function desired({ channel }: ChannelContext): DesiredObject[] {
  return [
    {
      lineId: "channel",
      system: SYSTEM,
      kind: "email channel",
      name: channel.name,
      naturalKey: channel.channelId ?? channel.name,
      fields: { name: channel.name, hasManualOutboundFlow: channel.settings.manualOutboundFlow },
      manual: `Create the email channel ${channel.name} under CXone Email`,
      titles: { keep: `The email channel ${channel.name}, made by hand` },
      foreign: "adopt",
    },
  ];
}

async function observe(context: ChannelContext): Promise<ObservedObject[]> {
  const own = await findOwn(context);
  if (!own) return [];
  // What the answer leaves out is taken as wanted: silence is no difference.
  const hasManualOutboundFlow = own.hasManualOutboundFlow ?? context.channel.settings.manualOutboundFlow;
  return [
    { lineId: "channel", remoteId: own.id, fields: { name: own.name, hasManualOutboundFlow }, ours: true },
  ];
}

/** Throws `bad_input` with what CXone has instead. */
async function lookInCxone(context: ChannelContext, name: string): Promise<string> {
  const all = await context.emailChannels();
  const known = context.channel.channelId && all.find((one) => one.id === context.channel.channelId);
  if (known) return known.id;
  const alike = all.filter((one) => one.name.trim().toLowerCase() === name.toLowerCase());
  const [own] = alike;
  if (own && alike.length === 1) return own.id;
  const others = all.map((one) => one.name).slice(0, 5);
  const there = others.length > 0 ? ` CXone has: ${others.join(", ")}.` : " CXone has no email channel yet.";
  const sentence =
    alike.length > 1
      ? `CXone has ${alike.length} email channels called ${name}. Rename one of them there.`
      : `CXone has no email channel called ${name}.${there}`;
  throw new AppError("bad_input", { fields: { name: sentence } });
}

async function isThere(context: ChannelContext): Promise<CheckOutcome> {
  const own = await findOwn(context);
  const { name, channelId, settings } = context.channel;
  if (!own) {
    if (!channelId) return { state: "not_applicable", message: "The channel was not seen in CXone yet." };
    const fix = { sentence: "Create it again in CXone, then look for it at step Channel.", path: PATH };
    return { state: "failed", message: "The channel is not in CXone any more.", fix };
  }
  const evidence = {
    id: own.id,
    name: own.name,
    hasManualOutboundFlow: own.hasManualOutboundFlow,
    hasOutboundFlow: own.hasOutboundFlow,
  };
  if (own.name !== name) {
    const fix = { sentence: `Rename it to ${name} in CXone, or take its name at step Channel.` };
    return { state: "failed", message: `It is called ${own.name} in CXone.`, evidence, fix };
  }
  const manual = own.hasManualOutboundFlow;
  if (manual !== null && manual !== settings.manualOutboundFlow) {
    const fix = {
      sentence: `Turn Has Manual Outbound Flow ${settings.manualOutboundFlow ? "on" : "off"} in CXone.`,
    };
    return {
      state: "failed",
      message: `Manual outbound flow is ${manual ? "on" : "off"} in CXone.`,
      evidence,
      fix,
    };
  }
  return { state: "passed", message: `${name} is in CXone.`, evidence };
}

/** M-14, from the channel object; which roles have Reply is said on the page of permissions. */
async function mayChangeFrom(context: ChannelContext): Promise<CheckOutcome> {
  const own = context.channel.channelId ? await findOwn(context) : null;
  if (!own) return { state: "not_applicable", message: "The channel was not seen in CXone yet." };
  const channels = (await context.emailChannels()).length;
  const { state, text } = judgeFrom({ channels, canChange: own.hasAbilityToChangeFrom });
  return {
    state: state === "good" ? "passed" : state === "info" ? "not_applicable" : "warning",
    message: text,
    evidence: { channels, hasAbilityToChangeFrom: own.hasAbilityToChangeFrom },
  };
}

export const channelStep: Step<ChannelContext> = {
  id: "channel",
  title: "Channel",
  why: "Only a person can create an email channel in CXone. Patchbay then finds it by its name and keeps its id.",
  who: "A CXone administrator",
  minutes: 2,
  docs: {
    path: PATH,
    link: HELP,
    doesNotProve:
      "Which from address and point of contact stand in the channel: its object does not show them.",
  },
  needs: ["connection", "domain", "from"],
  mode: () => "guided",
  input: seenInput,
  value: ({ channel }): SeenInput => ({
    name: channel.name,
    manualOutboundFlow: channel.settings.manualOutboundFlow,
    seen: channel.channelId !== null,
  }),
  verify: async (_ctx, context, input) => {
    const { name, seen } = input as SeenInput;
    const { id } = context.channel;
    await requireNameFree(db(), { connectionId: context.connection.id, name, exceptId: id });
    if (seen) context.found.channelId = await lookInCxone(context, name);
  },
  save: async (tx, ctx, { channel, found }, input) => {
    const { name, manualOutboundFlow, seen } = input as SeenInput;
    await writeChannel(tx, ctx, channel.id, {
      name,
      settings: { ...channel.settings, manualOutboundFlow },
      ...(seen && found.channelId ? { channelId: found.channelId } : {}),
    });
    return null;
  },
  todo: ({ channel }) =>
    channel.channelId ? null : `Create the channel ${channel.name} in CXone, then let Patchbay look for it.`,
  desired,
  observe,
  accepts: ({ field, found }) => field !== "" && found !== null,
  accept: ({ channel }, { field, found }) => {
    const kept = { name: channel.name, manualOutboundFlow: channel.settings.manualOutboundFlow, seen: true };
    if (field === "name" && typeof found === "string")
      return { stepId: "channel", input: { ...kept, name: found } };
    if (field === "hasManualOutboundFlow" && typeof found === "boolean") {
      return { stepId: "channel", input: { ...kept, manualOutboundFlow: found } };
    }
    return null;
  },
  byHand: (context) => {
    const { channelId, name, pointContact } = context.channel;
    if (!channelId) return [];
    const values = [
      ["Channel Name", name],
      ["From Address", fromAddress(context)],
      ["Point of contact", pointContact],
      ["Channel id", channelId],
    ] as const;
    return [
      {
        id: "channel",
        text: `Delete the email channel ${name}; until then it goes on sending and receiving`,
        path: [...EMAIL_PATH, name],
        link: consoleLink(context),
        values: values.flatMap(([label, value]) => (value ? [{ label, value }] : [])),
      },
    ];
  },
  checks: [
    {
      id: "channel.there",
      title: "The channel is in CXone as wanted",
      doesNotProve: "What its object leaves out: from address, point of contact and the settings under Edit.",
      run: isThere,
    },
    {
      id: "channel.from",
      title: "Agents can change From",
      doesNotProve: "That the role of an agent has Reply on the channel.",
      run: mayChangeFrom,
    },
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: PATH,
    link: consoleLink(context),
    values: [
      // CXone's field takes the part before the @ alone, and chooses the domain beside it (M-11).
      { label: "From Address", value: context.channel.localPart ?? "", secret: false, copy: true },
      { label: "Verified domain", value: context.domain?.name ?? "", secret: false, copy: true },
      { label: "Channel Name", value: context.channel.name, secret: false, copy: true },
      {
        label: "Has Manual Outbound Flow",
        value: context.channel.settings.manualOutboundFlow ? "On" : "Off",
        secret: false,
        copy: false,
        note: "On lets agents begin mails over this channel.",
      },
    ],
  }),
};
