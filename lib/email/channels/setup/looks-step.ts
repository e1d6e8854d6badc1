import "server-only";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Step } from "#lib/setup/step.ts";
import { type LooksInput, looksInput } from "../schema.ts";
import { writeChannel } from "../write-channel.ts";
import { type ChannelContext, consoleLink, HELP, SYSTEM } from "./context.ts";

const PATH = ["CXone", "ACD", "Digital", "Points of Contact Digital", "Edit"];

/** M-40: which template outbound mail gets, if any. */
export const looksStep: Step<ChannelContext> = {
  id: "looks",
  title: "Template and signature",
  why: "Outbound mail may carry a branded template, and each agent a signature. Neither is needed for mail to flow.",
  who: "Whoever keeps the look of mail",
  minutes: 2,
  docs: {
    path: PATH,
    link: HELP,
    doesNotProve: "That CXone has the same HTML: it shows no template to any API.",
  },
  needs: [],
  mode: () => "guided",
  input: looksInput,
  value: ({ channel }): LooksInput => ({ templateId: channel.templateId ?? "" }),
  verify: async (_ctx, { connection }, input) => {
    const { templateId } = input as LooksInput;
    if (templateId === "") return;
    const row = await db().emailTemplate.findUnique({ where: { id: templateId } });
    if (row?.connectionId === connection.id && row.deletedAt === null) return;
    throw new AppError("bad_input", { fields: { templateId: "Choose a template of this tenant." } });
  },
  save: async (tx, ctx, { channel }, input) => {
    await writeChannel(tx, ctx, channel.id, { templateId: (input as LooksInput).templateId || null });
    return null;
  },
  todo: ({ records }) => (records.looks?.visitedAt ? null : "Choose a template, or go on without."),
  byHand: (context) => {
    const { template, alone } = context.told;
    if (!template || !alone.template) return [];
    return [
      {
        id: "template",
        text: `Delete the template ${template.name}, which no other channel here uses, or choose it for another one`,
        path: ["CXone", "ACD", "Digital", "Points of Contact Digital", "Templates"],
        link: consoleLink(context),
        values: [{ label: "Template", value: template.name }],
      },
    ];
  },
  checks: [],
  guide: (context) => ({
    system: SYSTEM,
    path: PATH,
    link: consoleLink(context),
    values: [{ label: "Channel", value: context.channel.name, secret: false, copy: true }],
  }),
};
