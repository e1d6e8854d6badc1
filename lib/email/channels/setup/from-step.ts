import "server-only";
import { literally } from "#lib/api/like-text.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Guide, Step } from "#lib/setup/step.ts";
import { type FromInput, fromInput } from "../schema.ts";
import { writeChannel } from "../write-channel.ts";
import { type ChannelContext, consoleLink, EMAIL_PATH, fromAddress, HELP, SYSTEM } from "./context.ts";

/** M-11: local part and verified domain give the from address; CXone then shows the point of contact. */
export const fromStep: Step<ChannelContext> = {
  id: "from",
  title: "From address",
  why: "Mail leaves from this address, and contacts answer to it. CXone shows a point of contact for it: the address that inbound mail has to reach.",
  who: "A CXone administrator",
  minutes: 2,
  docs: {
    path: [...EMAIL_PATH, "Create Channel"],
    link: HELP,
    doesNotProve: "That mail to the address reaches CXone: step Test does.",
  },
  notes: [
    {
      tone: "info",
      text: "Fill in From Address and Verified domain in CXone and leave the form open: the point of contact appears below them.",
      source: "M-11",
    },
  ],
  needs: [],
  mode: () => "guided",
  input: fromInput,
  value: ({ channel }): FromInput => ({
    localPart: channel.localPart ?? "",
    pointContact: channel.pointContact ?? "",
  }),
  verify: async (_ctx, { channel, domain }, input) => {
    if (!domain) {
      throw new AppError("conflict", { title: "No domain is chosen", fix: "Choose one at step Domain." });
    }
    const { localPart, pointContact } = input as FromInput;
    if (pointContact.toLowerCase() === `${localPart}@${domain.name}`.toLowerCase()) {
      const sentence =
        "This is the from address itself. The point of contact is the other one, which CXone shows below its two fields.";
      throw new AppError("bad_input", { fields: { pointContact: sentence } });
    }
    const twin = await db().emailChannel.findFirst({
      where: {
        id: { not: channel.id },
        domainId: domain.id,
        localPart: { equals: literally(localPart), mode: "insensitive" },
      },
      select: { name: true },
    });
    if (!twin) return;
    const sentence = `The channel ${twin.name} has this address. CXone takes it only once.`;
    throw new AppError("bad_input", { fields: { localPart: sentence } });
  },
  save: async (tx, ctx, { channel }, input) => {
    const { localPart, pointContact } = input as FromInput;
    await writeChannel(tx, ctx, channel.id, { localPart, pointContact: pointContact || null });
    return null;
  },
  todo: ({ channel }) => {
    if (!channel.localPart) return "Choose the part before the @.";
    return channel.pointContact ? null : "Paste the point of contact that CXone shows.";
  },
  checks: [
    {
      id: "from.domain",
      title: "The from address stands in a verified domain",
      doesNotProve: "That a mailbox of that name exists: answers go to CXone, not to a mailbox.",
      run: async (context) => {
        const address = fromAddress(context);
        if (!address) return { state: "not_applicable", message: "The address is not complete yet." };
        return context.domain?.state === "verified"
          ? { state: "passed", message: `${address} can be chosen in CXone.`, evidence: { address } }
          : { state: "not_applicable", message: `CXone offers ${context.domain?.name} once it is verified.` };
      },
    },
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: [...EMAIL_PATH, "Create Channel"],
    link: consoleLink(context),
    values: [
      {
        label: "From Address",
        value: context.channel.localPart ?? "",
        secret: false,
        copy: context.channel.localPart !== null,
      },
      {
        label: "Verified domain",
        value: context.domain?.name ?? "",
        secret: false,
        copy: context.domain !== null,
      },
    ],
  }),
};
