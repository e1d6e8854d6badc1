import "server-only";
import * as z from "zod";
import { flag, nullableId, parseAnswer, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { listDfo } from "./pages.ts";

const shownFlag = flag.nullish().transform((on) => on ?? null);

const channel = z.object({
  id: z.string(),
  idOnExternalPlatform: textOrEmpty,
  channelIntegrationId: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((id) => id ?? ""),
  realExternalPlatformId: textOrEmpty,
  name: textOrEmpty,
  isPrivate: flag.nullish().transform((on) => on ?? false),
  /** Set by a person in the console, not by any API. H-56. */
  defaultSkillId: nullableId,
  studioScript: textOrEmpty,
  /** What tells of an email channel (facts/cxone.md §6); null where the answer says nothing. */
  hasOutboundFlow: shownFlag,
  hasManualOutboundFlow: shownFlag,
  hasAbilityToChangeFrom: shownFlag,
  isAutomaticSignatureAttached: shownFlag,
});

export type Channel = z.infer<typeof channel>;

const EMAIL_PLATFORMS: ReadonlySet<string> = new Set(["in-contact-email", "email"]);

/** Whether it is a channel of digital email (facts/cxone.md §6). */
export const isEmailChannel = ({ realExternalPlatformId }: Channel): boolean =>
  EMAIL_PLATFORMS.has(realExternalPlatformId);

/** All digital points of contact (H-24, facts/cxone.md §3.1). */
export async function listChannels(client: CxoneClient): Promise<Channel[]> {
  return listDfo(client, {
    operation: "cxone.channels.list",
    path: "channels",
    row: channel,
    idOf: (row) => row.id,
  });
}

/** One channel by id, or null. There is no reading of a single one; the list is filtered. */
export async function getChannel(client: CxoneClient, id: string): Promise<Channel | null> {
  const rows = await client.read(
    {
      operation: "cxone.channels.get",
      api: "dfo",
      method: "GET",
      path: "channels",
      query: { id: [id] },
      idempotent: true,
    },
    z.array(channel),
  );
  // A server that does not know the filter answers all channels.
  return rows.find((row) => row.id === id) ?? null;
}

export interface NewChannel {
  /** Made by us, a UUID: the same id again updates instead of creating. */
  readonly id: string;
  readonly idOnExternalPlatform: string;
  /** The Integration ID that CXone shows after saving the Bring Your Own Channel integration (H-19). */
  readonly channelIntegrationId: string;
  readonly name: string;
  /** Path of a Studio script. */
  readonly studioScript?: string;
}

/** Private and without a tree is what makes a channel one of conversations instead of posts (facts/cxone.md §3.1). */
const MESSAGING = {
  realExternalPlatformId: "custom",
  isPrivate: true,
  hasTreeStructure: false,
  hasReply: true,
  hasAbilityToSendFiles: true,
  hasMultipleThreadsPerEndUser: true,
  isLiveChat: true,
};

/** Creates the channel or updates the one with its id; repeating it is harmless. Gives it as CXone has it then. */
export async function upsertChannel(client: CxoneClient, input: NewChannel): Promise<Channel> {
  const operation = "cxone.channels.upsert";
  const body = { ...MESSAGING, ...input };
  const response = await client.request({
    operation,
    api: "dfo",
    method: "POST",
    path: "channels",
    body,
    idempotent: true,
  });
  if (response.body.length > 0) return parseAnswer(operation, response, channel);
  return (await getChannel(client, input.id)) ?? channel.parse(body);
}

/** Deletes a channel. False when there was none. */
export async function deleteChannel(client: CxoneClient, id: string): Promise<boolean> {
  try {
    await client.request({
      operation: "cxone.channels.delete",
      api: "dfo",
      method: "DELETE",
      path: `channels/${encodeURIComponent(id)}`,
      idempotent: true,
    });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
