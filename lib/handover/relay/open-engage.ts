import "server-only";
import { egress } from "#lib/connections/egress.ts";
import { clientForEngage } from "#lib/connections/engage-client-for.ts";
import { db } from "#lib/db/client.ts";
import { sendToRealtime } from "#lib/engage/realtime.ts";
import { type EngageTarget, engageTarget } from "#lib/handover/engage/target.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import type { ContactCentre, Reached } from "./contact-centre.ts";
import { createEngageContactCentre } from "./engage-contact-centre.ts";

/** The Engage account of a handover, ready for calls. Throws what has to be mended, in words for the parked conversation. */
export async function openEngage({
  providerId,
  connectionId,
}: Reached): Promise<(requestId?: string) => ContactCentre> {
  const target = await loadTarget(providerId);
  const realtimeToken = await readSecret(db(), subjectOf(providerId), "realtimeToken");
  if (!realtimeToken) {
    throw new Error(
      "The realtime access token of the source is not entered yet: open the handover's set-up.",
    );
  }
  const client = await clientForEngage(connectionId);
  const { realtimeUrl } = target;
  return (requestId) =>
    createEngageContactCentre({
      providerId,
      target,
      client: requestId ? client.forRequest(requestId) : client,
      tell: (call) =>
        sendToRealtime({
          ...call,
          realtimeUrl,
          realtimeToken,
          connectionId,
          send: egress().send,
          ...(requestId ? { requestId } : {}),
        }),
    });
}

async function loadTarget(providerId: string): Promise<EngageTarget> {
  const row = await db().handoverProvider.findUnique({ where: { id: providerId }, select: { engage: true } });
  const parsed = engageTarget.safeParse(row?.engage);
  if (parsed.success) return parsed.data;
  throw new Error(
    "The set-up has not come as far as the source and categories in Engage: open the handover.",
  );
}
