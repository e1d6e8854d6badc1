import "server-only";
import { type Channel, listChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { AppError } from "#lib/errors.ts";
import type { NameInput } from "#lib/handover/schema.ts";
import { nameStep as anyNameStep } from "#lib/handover/setup-steps/name-step.ts";
import type { Step } from "#lib/setup/step.ts";
import { channelIdOf } from "../channel-id.ts";
import { CXONE_LIMITS } from "../limits.ts";
import type { HandoverContext } from "./context.ts";

/** H-10: the name is also that of the channel. */
export const nameStep: Step<HandoverContext> = {
  ...anyNameStep,
  why: "The name becomes the name of the channel in CXone. Roles and Points of Contact list it there, so choose one that colleagues recognise.",
  docs: {
    path: [],
    link: "https://docs.cognigy.com/ai/escalate/handover-reference/nice-cxone/nice-cxone-non-integrated",
    doesNotProve: "That nobody makes a channel of the same name in CXone later; the plan looks again.",
  },
  notes: [
    { tone: "info", text: "The non-integrated CXone handover is in beta at Cognigy.", source: "H-04" },
    ...CXONE_LIMITS.filter(({ id }) => id === "H-05").map(({ id, text }) => ({
      tone: "warning" as const,
      text,
      source: id,
    })),
  ],
  verify: async (ctx, context, input) => {
    await anyNameStep.verify?.(ctx, context, input);
    const { name } = input as NameInput;
    if (context.connection) await requireChannelNameFree(await context.cxone(), context.provider.id, name);
  },
  checks: [
    {
      id: "name.free-in-cxone",
      title: "No other channel in CXone has this name",
      doesNotProve: "That it stays so.",
      run: async (context) => {
        if (!context.connection) return { state: "not_applicable", message: "No connection is chosen yet." };
        const channels = await context.channels();
        const other = namesake(channels, context.provider.id, context.provider.name);
        return other
          ? {
              state: "failed",
              message: `CXone has another channel named ${other.name}.`,
              evidence: { channelId: other.id },
              fix: { sentence: "Rename the handover, or that channel in CXone." },
            }
          : { state: "passed", message: `Looked at ${channels.length} channels.` };
      },
    },
  ],
};

/** Another channel with the name of this handover; names that differ in case only are the same to people. */
export function namesake(
  channels: readonly Channel[],
  providerId: string,
  name: string,
): Channel | undefined {
  const own = channelIdOf(providerId);
  return channels.find(
    (channel) => channel.id !== own && channel.name.trim().toLowerCase() === name.trim().toLowerCase(),
  );
}

/** Throws `name_taken` when CXone has a foreign channel of that name (H-10). */
export async function requireChannelNameFree(
  cxone: CxoneClient,
  providerId: string,
  name: string,
): Promise<void> {
  const other = namesake(await listChannels(cxone), providerId, name);
  if (!other) return;
  throw new AppError("name_taken", {
    detail: `CXone already has a channel named ${other.name}, and it is not of this handover.`,
    fix: "Rename the handover, or that channel in CXone.",
    fields: { name: "CXone already has a channel with this name." },
  });
}
