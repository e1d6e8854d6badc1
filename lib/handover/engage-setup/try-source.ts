import "server-only";
import { egress } from "#lib/connections/egress.ts";
import { type ContentSource, isSdkSource } from "#lib/engage/content-sources.ts";
import { EngageError } from "#lib/engage/errors.ts";
import { sendToRealtime } from "#lib/engage/realtime.ts";
import { AppError } from "#lib/errors.ts";
import { personaOf } from "#lib/handover/bot/persona.ts";
import { introducePersonas } from "#lib/handover/engage/personas.ts";
import type { EngageContext } from "./context.ts";

/** The way to a source that Engage does not show to the agent of the token. */
export const ACCESS_PATH = ["Engage", "Admin", "Agents", "the key beside the agent", "read and reply"];

const fieldError = (field: string, sentence: string) =>
  new AppError("bad_input", { fields: { [field]: sentence } });

/** The source of that id if it can serve this handover; throws `bad_input` with a sentence at the field. */
export async function requireSuitable(context: EngageContext, sourceId: string): Promise<ContentSource> {
  const source = (await context.account.sources()).find(({ id }) => id === sourceId);
  if (!source) {
    const sentence = `Engage does not show the source ${sourceId} to the agent of the API token: it was deleted, or that agent lacks read on it. A new source gives nobody access.`;
    throw fieldError("sourceId", sentence);
  }
  if (!isSdkSource(source)) {
    throw fieldError(
      "sourceId",
      `${source.name} is of the type ${source.type}, not Engage Digital Source SDK.`,
    );
  }
  const { community } = context;
  if (community && source.communityId !== null && source.communityId !== community.communityId) {
    const sentence = `${source.name} stands in another community than ${community.communityName}. Choose that one at step Community, or another source.`;
    throw fieldError("sourceId", sentence);
  }
  return source;
}

type Key = { sourceId: string; realtimeUrl: string; realtimeToken: string };

/**
 * Signed calls to the realtime endpoint: the personas of bot and agents, which have to be there before a person can tick
 * them (E-61) and which, sent twice, are one each. No visitor and no agent sees anything of it.
 */
export async function introduce(context: EngageContext, key: Omit<Key, "sourceId">): Promise<void> {
  const { provider, connection, requestId } = context;
  for (const call of introducePersonas(provider.id, { bot: personaOf(provider.bot).name }, new Date())) {
    await sendToRealtime({
      ...key,
      ...call,
      send: egress().send,
      requestId,
      ...(connection ? { connectionId: connection.id } : {}),
    });
  }
}

/** Tries the token of a source before it is kept; throws `bad_input` at the field that is wrong. */
export async function tryKey(context: EngageContext, source: ContentSource, key: Key): Promise<void> {
  try {
    await introduce(context, key);
  } catch (error) {
    if (!(error instanceof EngageError)) throw error;
    if (error.code === "wrong_realtime_token") {
      const sentence = `Engage does not accept this token for the source ${source.name}. Copy the field API access token of that very source: each source has its own.`;
      throw fieldError("realtimeToken", sentence);
    }
    if (error.code === "unknown_source") {
      const sentence = `No active source of the type Source SDK answers at ${key.realtimeUrl}.`;
      throw fieldError("realtimeUrl", sentence);
    }
    throw error;
  }
}
