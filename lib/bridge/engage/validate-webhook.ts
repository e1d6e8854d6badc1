import "server-only";
import type { IncomingMessage } from "node:http";
import { sameSecret } from "#lib/engage/sign.ts";
import { hasWebhookSecret } from "#lib/engage/webhook-events.ts";
import type { Bridge } from "../bridge.ts";
import type { InboundCall } from "../call-log.ts";
import type { EngageHandover } from "./engage-handovers.ts";
import { EngageRefusal } from "./engage-refusal.ts";
import type { EngageAnswer, FindHandover } from "./receive-engage.ts";

const MAX_CHALLENGE = 1_000;

/**
 * Engage asks whether this endpoint wants its webhook: the answer is the challenge and nothing else, if the
 * verification token is that of a handover and the secret, where there is one, fits too (E-53, facts/engage.md §3).
 */
export async function validateWebhook(
  { engage }: Bridge,
  req: IncomingMessage,
  find: FindHandover,
  { challenge, verifyToken }: { challenge: string; verifyToken: string },
  call: InboundCall,
): Promise<EngageAnswer> {
  let named: EngageHandover | undefined;
  const found = await find((handovers) => {
    const judged = handovers.map((handover) => ({
      handover,
      token: anyOf(handover.engageVerifyToken, (kept) => sameSecret(verifyToken, kept)),
      secret:
        handover.engageWebhookSecret.length === 0 ||
        anyOf(handover.engageWebhookSecret, (kept) => hasWebhookSecret(req.headers, kept)),
    }));
    named = judged.find(({ token }) => token)?.handover;
    return judged.find(({ token, secret }) => token && secret)?.handover;
  });
  if (!found) {
    // Only the inbox is told which of both it is.
    call.detail = named
      ? `The verification token is that of ${named.name}; its secret did not come along or is another one.`
      : "No Engage handover has this verification token.";
    return engage.guesses.refuse(
      req,
      new EngageRefusal(named ? "wrong_secret" : "wrong_verify_token", 401, "Invalid verification token"),
    );
  }
  if (challenge.length > MAX_CHALLENGE) throw new EngageRefusal("unreadable", 400, "Bad request");
  call.providerId = found.providerId;
  call.verdict = "accepted";
  call.detail = "Engage has validated the webhook.";
  return { status: 200, body: challenge };
}

/** Looks at all of them, so that the time tells nothing. */
export const anyOf = (kept: readonly string[], fits: (one: string) => boolean): boolean =>
  kept.filter(fits).length > 0;
