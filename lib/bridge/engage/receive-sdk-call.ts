import "server-only";
import type { IncomingMessage } from "node:http";
import { verifySignature } from "#lib/engage/sign.ts";
import { type SdkRequest, sdkRequest } from "#lib/engage/source-sdk.ts";
import { log } from "#lib/log.ts";
import type { Bridge } from "../bridge.ts";
import type { InboundCall } from "../call-log.ts";
import { Refusal } from "../refusal.ts";
import type { EngageHandover } from "./engage-handovers.ts";
import { EngageRefusal } from "./engage-refusal.ts";
import { MAX_ENGAGE_BYTES, SMALL_BYTES } from "./read-large-body.ts";
import { answerOf, type EngageAnswer, type FindHandover } from "./receive-engage.ts";
import { runSdkAction } from "./run-sdk-action.ts";

export type SignedAnswer = EngageAnswer & { token: string };

const HEX = /^[0-9a-f]{128}$/i;

/**
 * A call of the Source SDK. The signature is over the bytes as they came, so they are read once and checked before
 * anybody looks at what they say; whose token fits is whose call it is. Every answer is signed with that token, errors
 * too: a source with "Verify signature" ticked takes no other (facts/engage.md §2.1).
 */
export async function receiveSdkCall(
  bridge: Bridge,
  req: IncomingMessage,
  find: FindHandover,
  signature: string,
  call: InboundCall,
): Promise<SignedAnswer> {
  const { guesses, bodies } = bridge.engage;
  const refusal = () => new EngageRefusal("bad_signature", 422, "Invalid signature");
  if (!HEX.test(signature)) {
    call.detail = "The signature is not 128 hexadecimal digits.";
    return guesses.refuse(req, refusal());
  }
  const raw = await bodies.read(req, (await guesses.isGuesser(req)) ? SMALL_BYTES : MAX_ENGAGE_BYTES);
  const found = await find(
    (handovers) =>
      handovers.flatMap((handover) =>
        handover.realtimeToken
          .filter((token) => verifySignature(raw, signature, token))
          .map((token) => ({ handover, token })),
      )[0],
  );
  if (!found) {
    call.detail = "The signature fits the realtime access token of no Engage handover.";
    return guesses.refuse(req, refusal(), raw.length);
  }
  call.providerId = found.handover.providerId;
  return { ...(await answerKnown(bridge, found.handover, raw, call)), token: found.token };
}

/** From here on the other side is known to be Engage, and every error is an answer. */
async function answerKnown(
  bridge: Bridge,
  handover: EngageHandover,
  raw: Buffer,
  call: InboundCall,
): Promise<EngageAnswer> {
  try {
    return await runSdkAction(bridge, handover, parse(raw), call);
  } catch (error) {
    call.verdict = error instanceof Refusal ? error.verdict : "failed";
    call.detail ??= (error as Error).message;
    const said = answerOf(error);
    if (said.status >= 500) log.warn({ error: (error as Error).message }, "bridge: Source SDK call failed");
    return said;
  }
}

function parse(raw: Buffer): SdkRequest {
  let value: unknown;
  try {
    value = JSON.parse(raw.toString("utf8"));
  } catch {
    throw new EngageRefusal("unreadable", 400, "Bad request", { detail: "The body is not JSON." });
  }
  const parsed = sdkRequest.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new EngageRefusal("unreadable", 400, "Invalid request format", {
    detail: "The request names no action, or its params are not an object.",
  });
}
