import "server-only";
import { AppError } from "#lib/errors.ts";
import type { DesiredObject, Guide, GuideValue, ObservedObject, Step } from "#lib/setup/step.ts";
import { type ChannelSettings, channelSettings } from "../schema.ts";
import { buttonIn, SAMPLE_TICKET, ticketText } from "../state.ts";
import { writeChannel } from "../write-channel.ts";
import { type ChannelContext, consoleLink, EMAIL_PATH, findOwn, HELP, SYSTEM } from "./context.ts";

const line = (label: string, value: string, note?: string): GuideValue => ({
  label,
  value,
  secret: false,
  copy: false,
  ...(note ? { note } : {}),
});
const state = (on: boolean) => (on ? "On" : "Off");

/** Each wanted setting as CXone words it, with what its button reads then. */
function valuesOf({ channel: { settings, sending, name } }: ChannelContext): GuideValue[] {
  const { ticket } = settings;
  const button = (on: boolean) =>
    `The button in the list then reads ${buttonIn(on)}: it names the deed, not the state.`;
  return [
    { label: "Channel Name", value: name, secret: false, copy: true },
    line("Outbound flow", state(settings.outboundFlow), button(settings.outboundFlow)),
    sending === "smtp"
      ? line(
          "Force TLS",
          state(settings.forceTls),
          "Set in the Email Support Tool > Configuration, by the account representative.",
        )
      : line("Force TLS", state(settings.forceTls), button(settings.forceTls)),
    ...(sending === "smtp"
      ? [line("Display Name", "(none)", "Not supported on a mail server of one's own.")]
      : [
          {
            label: "Display Name",
            value: settings.displayName || "(none)",
            secret: false,
            copy: settings.displayName !== "",
          },
        ]),
    line("Spam tag", settings.spamTag?.title ?? "(none)"),
    line(
      "Email ticket number",
      ticket.position === "end" ? "At the end of the subject" : "Before the subject",
    ),
    line(
      "Delimiters",
      ticket.style === "none" ? "None" : ticketText(ticket.style, SAMPLE_TICKET),
      "Counts for interactions that begin after it was saved.",
    ),
    line("Hide the ticket number", state(ticket.hidden)),
    line(
      "Threading Options",
      settings.threading === "prefer_in_reply_to"
        ? "Prefer In-Reply-To over Ticket Number (Default)"
        : "Ignore In-Reply-To",
    ),
  ];
}

function desired({ channel }: ChannelContext): DesiredObject[] {
  if (!channel.channelId) return [];
  return [
    {
      lineId: "settings",
      system: SYSTEM,
      kind: "outbound flow",
      name: `Outbound flow of ${channel.name}`,
      naturalKey: channel.channelId,
      fields: { hasOutboundFlow: channel.settings.outboundFlow },
      manual: `Turn the outbound flow of ${channel.name} ${channel.settings.outboundFlow ? "on" : "off"}`,
      foreign: "adopt",
    },
  ];
}

async function observe(context: ChannelContext): Promise<ObservedObject[]> {
  const own = context.channel.channelId ? await findOwn(context) : null;
  // Nothing is known of what the answer leaves out.
  if (!own || own.hasOutboundFlow === null) {
    return own
      ? [
          {
            lineId: "settings",
            remoteId: own.id,
            fields: { hasOutboundFlow: context.channel.settings.outboundFlow },
            ours: true,
          },
        ]
      : [];
  }
  return [
    { lineId: "settings", remoteId: own.id, fields: { hasOutboundFlow: own.hasOutboundFlow }, ours: true },
  ];
}

export const settingsStep: Step<ChannelContext> = {
  id: "settings",
  title: "Settings",
  why: "How mail leaves, how its subject carries the ticket number, and how answers find their case.",
  who: "A CXone administrator",
  minutes: 4,
  docs: {
    path: [...EMAIL_PATH, "Edit"],
    link: HELP,
    doesNotProve: "Any setting but the outbound flow: no API shows the others, so you tick them.",
  },
  needs: [],
  mode: () => "attested",
  input: channelSettings,
  value: ({ channel }) => channel.settings,
  verify: async (_ctx, { channel }, input) => {
    if (channel.sending !== "smtp" || (input as ChannelSettings).displayName === "") return;
    const sentence = "Not supported on a mail server of one's own: leave it empty.";
    throw new AppError("bad_input", { fields: { displayName: sentence } });
  },
  save: async (tx, ctx, { channel, subject }, input) => {
    await writeChannel(tx, ctx, channel.id, { settings: input as ChannelSettings });
    // What was ticked was other than this.
    if (JSON.stringify(channel.settings) !== JSON.stringify(input)) {
      const none = { attestedBy: null, attestedAt: null, evidence: null };
      await tx.setupStep.updateMany({ where: { subject, stepId: "settings" }, data: none });
    }
    return null;
  },
  todo: ({ records, channel }) => {
    if (!records.settings?.visitedAt) return "Choose the settings.";
    if (records.settings.attestedAt) return null;
    return channel.channelId
      ? "Set them in CXone as they stand here, then tick the step."
      : "Once the channel is in CXone, set them there, then tick the step.";
  },
  desired,
  observe,
  accepts: ({ field }) => field === "hasOutboundFlow",
  accept: ({ channel }, { found }) =>
    typeof found === "boolean"
      ? { stepId: "settings", input: { ...channel.settings, outboundFlow: found } }
      : null,
  checks: [
    {
      id: "settings.outbound",
      title: "The outbound flow is as wanted",
      doesNotProve: "The settings under Edit: no API shows them.",
      run: async (context) => {
        const own = context.channel.channelId ? await findOwn(context) : null;
        const seen = own?.hasOutboundFlow ?? null;
        if (seen === null) return { state: "not_applicable", message: "CXone does not say how it stands." };
        const wanted = context.channel.settings.outboundFlow;
        const evidence = { hasOutboundFlow: seen };
        if (seen === wanted)
          return { state: "passed", message: `Outbound: ${seen ? "on" : "off"}.`, evidence };
        const fix = {
          sentence: `Press ${buttonIn(seen)} in the Outbound flow column of the channel.`,
          path: [...EMAIL_PATH],
        };
        return {
          state: "failed",
          message: `Outbound: ${seen ? "on" : "off"} in CXone, ${wanted ? "on" : "off"} wanted.`,
          evidence,
          fix,
        };
      },
    },
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: [...EMAIL_PATH, "Edit"],
    link: consoleLink(context),
    values: valuesOf(context),
  }),
};
