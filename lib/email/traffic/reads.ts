import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { lastKnownOf, readThrough } from "#lib/connections/read-through.ts";
import type { AsOf } from "#lib/connections/schema.ts";
import { type ChannelTraffic, lookAtChannel, trafficOf } from "#lib/cxone/channel-traffic.ts";
import type { FoundMessage } from "#lib/cxone/read-messages.ts";
import { isReport } from "#lib/mail/read-bounce-words.ts";
import type { TrafficView } from "./schema.ts";

/** Three looks that brought nothing. */
const LATE_MS = 15 * 60_000;
/** A contact list and a few contacts; nobody waits for them. */
const PATIENCE_MS = 30_000;

/** An older report is no news: it may have been dealt with before Patchbay looked. */
const NEWS_MS = 24 * 3_600_000;
/** Far more than come in within that time. */
const MOST_REPORTS = 200;

/** What is kept: the ids of reports that were told stand with it. */
export type Known = ChannelTraffic & { reports: string[] };

const question = (channelId: string) => ({ operation: "email.traffic", params: { channelId } });

/** What CXone showed last of the mail of these channels, by their ids in CXone, without asking it; in one query. */
export async function knownTraffic(
  channels: readonly { connectionId: string; channelId: string }[],
  now: Date,
): Promise<ReadonlyMap<string, TrafficView & Known>> {
  const known = await lastKnownOf<Known>(
    channels.map(({ connectionId, channelId }) => ({ connectionId, ...question(channelId) })),
  );
  return new Map(
    channels.flatMap(({ channelId }, index) => {
      const answer = known[index];
      if (!answer) return [];
      const { value, asOf } = answer;
      return [[channelId, { ...value, asOf, isLate: now.getTime() - Date.parse(asOf) > LATE_MS }] as const];
    }),
  );
}

/**
 * Asks CXone what went over a channel last and keeps the answer, without the texts. Reports that a mail came back are handed to
 * `onReports`, each once: what is kept names those that were, and is kept after them, so that none is lost on the way. Throws
 * what `readThrough` throws.
 */
export function askTraffic(
  ctx: Ctx,
  { connectionId, channelId }: { connectionId: string; channelId: string },
  before: Known | undefined,
  onReports: (reports: readonly FoundMessage[]) => Promise<void>,
): Promise<AsOf<Known>> {
  return readThrough(
    ctx,
    connectionId,
    question(channelId),
    async (client) => {
      const look = await lookAtChannel(client, channelId);
      const since = ctx.now().getTime() - NEWS_MS;
      const told = new Set(before?.reports);
      const reports = look.messages.filter(
        (message) =>
          message.direction === "inbound" &&
          isReport(message) &&
          !told.has(message.id) &&
          Date.parse(message.at) > since,
      );
      await onReports(reports);
      const ids = [...told, ...reports.map(({ id }) => id)].slice(-MOST_REPORTS);
      // A report is no mail of a contact.
      const mails = look.messages.filter((message) => !isReport(message));
      return { ...trafficOf({ ...look, messages: mails }), reports: ids };
    },
    { patienceMs: PATIENCE_MS },
  );
}
