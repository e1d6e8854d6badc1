import type { ConfigurationLine } from "../schema.ts";
import type { EngagePart } from "./schema.ts";

/** The field of the token in what a secret of the handover is called. */
export const REALTIME_TOKEN = "realtimeToken";

/** The fields of a line that the part of Engage has; what of them stands for an account counts in that account alone. */
export const ENGAGE_FIELDS = [
  "community",
  "parentCategory",
  "botCategory",
  "agentCategory",
  "source",
  "agents",
  "folder",
  "appleBusinessChat",
] as const;

export const comparableEngage = (engage: EngagePart | undefined, sameAccount: boolean) => ({
  community: engage?.community,
  parentCategory: engage?.categories?.parent,
  ...(sameAccount
    ? {
        botCategory: engage?.categories?.bot,
        agentCategory: engage?.categories?.agent,
        source: engage?.source?.name,
      }
    : {}),
  folder: engage?.folder,
  appleBusinessChat: engage?.appleBusinessChat,
});

/** What of a handover to Engage is left to a person, where its line does not bring it. */
export function engageByHand(
  name: string,
  wanted: EngagePart | undefined,
  was: { engage?: EngagePart | undefined } | undefined,
  sameAccount: boolean,
): ConfigurationLine[] {
  const byHand = (sentence: string): ConfigurationLine => ({
    object: `handover:${name}`,
    action: "manual",
    sentence,
    changes: [],
    note: "A source can only be added in Engage, and has a token of its own. Its set-up shows each value to copy.",
  });
  if (!wanted) return was ? [] : [byHand(`Choose community, source and agents of ${name} in its set-up`)];
  return wanted.source && !sameAccount && !was?.engage?.source
    ? [
        byHand(
          `Add the source ${wanted.source.name} in the new account, and choose it in the set-up of ${name}`,
        ),
      ]
    : [];
}
