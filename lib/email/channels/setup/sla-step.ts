import "server-only";
import type { GuideValue, Step } from "#lib/setup/step.ts";
import { type ChannelContext, consoleLink, HELP, SYSTEM } from "./context.ts";

const PATH = ["CXone", "ACD", "Digital", "SLA"];

function valuesOf({ channel, sla }: ChannelContext): GuideValue[] {
  const value = (label: string, text: string): GuideValue => ({
    label,
    value: text,
    secret: false,
    copy: false,
  });
  return [
    { label: "Channel", value: channel.name, secret: false, copy: true },
    ...(sla
      ? [
          value("Use global settings", sla.isOwn ? "NO, DIFFERENT" : "YES"),
          value("First response", sla.firstResponse),
          value("Solution", sla.solution),
        ]
      : [value("Service level", "None is wanted yet")]),
  ];
}

/** M-80: how soon mail has to be answered, in business hours. */
export const slaStep: Step<ChannelContext> = {
  id: "sla",
  title: "Service level",
  why: "First response and solution are due after a time that counts in business hours: for all channels the same, or for this one another.",
  who: "Whoever answers for the service level",
  minutes: 2,
  docs: {
    path: PATH,
    link: HELP,
    doesNotProve: "That CXone counts by the same hours: it does not show them to any API.",
  },
  needs: ["channel"],
  mode: () => "attested",
  input: null,
  todo: ({ records, sla }) =>
    records.sla?.attestedAt || sla?.attested ? null : "Set the service level in CXone, then tick this step.",
  byHand: (context) =>
    context.told.hasOwnSla
      ? [
          {
            id: "sla",
            text: `Look whether CXone still lists a service level of ${context.channel.name}, and delete it`,
            path: PATH,
            link: consoleLink(context),
            values: [{ label: "Channel", value: context.channel.name }],
          },
        ]
      : [],
  checks: [],
  guide: (context) => ({ system: SYSTEM, path: PATH, link: consoleLink(context), values: valuesOf(context) }),
};
