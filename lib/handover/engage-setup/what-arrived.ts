import "server-only";
import { db } from "#lib/db/client.ts";

/** How far back the inbox is looked through: what is older says nothing about now. */
const LOOK_BACK_MS = 30 * 86_400_000;
const since = () => new Date(Date.now() - LOOK_BACK_MS);

async function lastAccepted(providerId: string, endpoint: string): Promise<{ at: Date } | null> {
  return db().bridgeCall.findFirst({
    where: { providerId, endpoint, verdict: "accepted", at: { gt: since() } },
    orderBy: { at: "desc" },
    select: { at: true },
  });
}

/** When Engage last asked what our endpoint can do, signed with the token of the source. */
export const lastQuestionOf = (providerId: string) => lastAccepted(providerId, "engage-sdk");

/** When Engage last validated the webhook with the right token. */
export const lastValidationOf = (providerId: string) => lastAccepted(providerId, "engage-validation");

/** Events that the webhook has brought: of this source, and of sources that no handover has (E-51). */
export async function countEvents(
  providerId: string,
  from: Date | null,
): Promise<{ own: number; ofOthers: number; lastOfOthers: Date | null }> {
  const after = from ?? since();
  const [own, others] = await Promise.all([
    db().relayEvent.count({
      where: { providerId, endpoint: "engage-webhook", receivedAt: { gt: after } },
    }),
    db().bridgeCall.aggregate({
      where: { providerId, verdict: "other_source", at: { gt: after } },
      _sum: { times: true },
      _max: { at: true },
    }),
  ]);
  return { own, ofOthers: others._sum.times ?? 0, lastOfOthers: others._max.at };
}
