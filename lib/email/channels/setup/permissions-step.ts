import "server-only";
import type { Step } from "#lib/setup/step.ts";
import { type ChannelContext, consoleLink, HELP, SYSTEM } from "./context.ts";

const ROLES_PATH = ["CXone", "ACD", "Digital", "Roles", "Edit", "Channels", "Edit permissions"];

/** M-50, M-52: a role answers mail of the channel only after it was added to it. */
export const permissionsStep: Step<ChannelContext> = {
  id: "permissions",
  title: "Permissions",
  why: "A role sees and answers mail of the channel only once the channel was added to it, with Reply. No API does or shows it, so you tick it.",
  who: "A CXone administrator",
  minutes: 3,
  docs: {
    path: ROLES_PATH,
    link: HELP,
    doesNotProve: "Anything by itself: a reply of an agent in that role does.",
  },
  notes: [
    {
      tone: "info",
      text: "To answer, a role needs Reply on the channel and Skills View in the Admin application: the one without the other does nothing.",
      source: "M-52",
    },
  ],
  needs: ["channel"],
  mode: () => "attested",
  input: null,
  todo: (context) =>
    context.records.permissions?.attestedAt
      ? null
      : "Add the channel to each role that answers mail, then tick this step.",
  byHand: (context) =>
    context.told.roles.length > 0
      ? [
          {
            id: "roles",
            text: `Take ${context.channel.name} out of each role that has it`,
            path: ROLES_PATH,
            link: consoleLink(context),
            values: context.told.roles.map(({ name }) => ({ label: "Role", value: name })),
          },
        ]
      : [],
  checks: [],
  guide: (context) => ({
    system: SYSTEM,
    path: ROLES_PATH,
    link: consoleLink(context),
    values: [
      { label: "Channel", value: context.channel.name, secret: false, copy: true },
      {
        label: "Permission",
        value: "Reply",
        secret: false,
        copy: false,
        note: "Other channels call it Send Replies. Also needed: Skills View in the Admin application.",
      },
    ],
  }),
};
