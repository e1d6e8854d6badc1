import "server-only";
import { db } from "#lib/db/client.ts";
import { log } from "#lib/log.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { oncePer } from "../once-per.ts";
import type { EngageHandover } from "./engage-handovers.ts";

const QUIET_HOURS = 24;

const causeOf = (providerId: string) => `handover:${providerId}:webhook-filter`;

const isToBeOpened = oncePer(60_000);
const isToBeLookedAt = oncePer(10 * 60_000);

/**
 * An event of a source that is none of ours: the webhook's filter lets everything through (E-51). No API tells how the
 * filter stands, so what arrives is the only sign of it. Never holds up an answer.
 */
export function noteForeignSource({ providerId, name }: EngageHandover, sourceId: string | null): void {
  if (!isToBeOpened(providerId)) return;
  const other = sourceId ? ` The last one came from the source ${sourceId}.` : "";
  const opened = db().$transaction((tx) =>
    openNotice(tx, {
      cause: causeOf(providerId),
      severity: "warning",
      title: `The webhook of ${name} sends events of other sources`,
      body: `Patchbay left them aside.${other} In Engage, open the webhook and set "Sources filtering strategy" to "No sources except" with the source of this handover. This notice ends when a day has passed without such an event.`,
      link: `/handovers/${providerId}`,
    }),
  );
  opened.catch((error: Error) => log.warn({ providerId, error: error.message }, "bridge: notice not opened"));
}

/** An event of our own came: if none of other sources has for a day, the filter has been mended. */
export function noteOwnSource({ providerId }: EngageHandover): void {
  if (!isToBeLookedAt(providerId)) return;
  settleFilterNotice(providerId, new Date()).catch((error: Error) =>
    log.warn({ providerId, error: error.message }, "bridge: notice not resolved"),
  );
}

export async function settleFilterNotice(providerId: string, now: Date): Promise<boolean> {
  const cause = causeOf(providerId);
  const since = new Date(now.getTime() - QUIET_HOURS * 3_600_000);
  return db().$transaction(async (tx) => {
    const open = await tx.notice.findFirst({
      where: { cause, resolvedAt: null },
      select: { createdAt: true },
    });
    if (!open || open.createdAt > since) return false;
    const foreign = await tx.bridgeCall.findFirst({
      where: { providerId, verdict: "other_source", at: { gt: since } },
      select: { id: true },
    });
    return foreign ? false : resolveNotice(tx, cause, now);
  });
}
