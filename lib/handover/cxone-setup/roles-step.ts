import "server-only";
import { getContactPermissions } from "#lib/cxone/contacts.ts";
import { db } from "#lib/db/client.ts";
import type { Guide, Step } from "#lib/setup/step.ts";
import { consoleLink, type HandoverContext, SYSTEM } from "./context.ts";

const PATH = ["CXone", "Omnichannel Routing", "ACD", "Roles", "the role of your agents", "Assigned Channels"];
const MINIMUM = ["Send Replies", "Assign / Reassign Conversations", "Reassign Conversations"] as const;

export const rolesStep: Step<HandoverContext> = {
  id: "roles",
  title: "Role permissions",
  why: "A role sees and answers conversations of a channel only after the channel was assigned to it. No API can do or read this, so you tick it.",
  who: "A CXone administrator",
  minutes: 2,
  docs: {
    path: [...PATH, "Update Role Permissions"],
    link: "https://docs.cognigy.com/ai/escalate/handover-reference/nice-cxone/nice-cxone-non-integrated",
    doesNotProve:
      "Anything until a first conversation exists: then CXone says what the API user may do with it.",
  },
  mode: () => "attested",
  input: null,
  todo: ({ records }) =>
    records.roles?.attestedAt ? null : "Assign the channel to the role in CXone, then tick this step.",
  checks: [
    {
      id: "roles.can-reply",
      title: "The role may reply to and assign conversations of the channel",
      doesNotProve: "What roles other than the one of the API user may do.",
      run: async (context) => {
        const conversation = await db().conversation.findFirst({
          where: { providerId: context.provider.id, contactId: { not: null } },
          orderBy: { lastMessageAt: "desc" },
        });
        if (!conversation?.contactId) {
          return { state: "not_applicable", message: "It can be seen once a first conversation exists." };
        }
        const permissions = await getContactPermissions(await context.cxone(), conversation.contactId);
        const missing = [
          ...(permissions.canReply ? [] : ["Send Replies"]),
          ...(permissions.canAssign ? [] : ["Assign / Reassign Conversations"]),
        ];
        const evidence = { contactId: conversation.contactId, ...permissions };
        return missing.length === 0
          ? { state: "passed", message: "Replies and assignment are allowed.", evidence }
          : {
              state: "warning",
              message: `The role of the API user lacks: ${missing.join(", ")}.`,
              evidence,
              fix: {
                sentence: "Assign the channel to the role with at least the minimum permissions.",
                path: PATH,
              },
            };
      },
    },
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: PATH,
    link: consoleLink(context),
    values: [
      { label: "Assigned channel", value: context.provider.name, secret: false, copy: true },
      ...MINIMUM.map((permission) => ({
        label: "Minimum permission",
        value: permission,
        secret: false,
        copy: false,
      })),
    ],
  }),
  byHand: (context) =>
    context.records.roles?.attestedAt
      ? [
          {
            id: "roles",
            text: `Take the channel ${context.provider.name} out of the assigned channels of each role, if it still stands there`,
            path: PATH,
            link: consoleLink(context),
            values: [{ label: "Assigned channel", value: context.provider.name }],
          },
        ]
      : [],
};
