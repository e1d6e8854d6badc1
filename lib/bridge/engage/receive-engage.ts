import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { SIGNATURE_HEADER, signatureOf, signBody } from "#lib/engage/sign.ts";
import { readValidation, WEBHOOK_SECRET_HEADER } from "#lib/engage/webhook-events.ts";
import { AppError } from "#lib/errors.ts";
import type { Bridge } from "../bridge.ts";
import type { InboundCall } from "../call-log.ts";
import { sendJson } from "../respond.ts";
import type { EngageHandover } from "./engage-handovers.ts";
import { EngageRefusal } from "./engage-refusal.ts";
import { receiveSdkCall } from "./receive-sdk-call.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { validateWebhook } from "./validate-webhook.ts";

/** What the answers of the three doors have in common. */
export type EngageAnswer = { status: number; body: Buffer | string; type?: string };

/**
 * `/handover/rce` and `/handover/rce/{providerId}`: everything of Engage comes here (facts/engage.md §5). A GET with
 * hub.mode validates a webhook, a POST with a signature is the Source SDK calling, any other POST is a webhook's.
 */
export async function receiveEngage(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  target: string,
  providerId: string | undefined,
  call: InboundCall,
): Promise<void> {
  try {
    const find = findFor(bridge, req, providerId);
    if (req.method === "GET") {
      const asked = readValidation(target);
      if (!asked) return sendJson(res, 200, { status: "ok", service: "Patchbay for RingCentral Engage" });
      call.endpoint = "engage-validation";
      return answer(res, await validateWebhook(bridge, req, find, asked, call));
    }
    const signature = signatureOf({ headers: req.headers, url: target });
    if (signature !== null) {
      call.endpoint = "engage-sdk";
      const signed = await receiveSdkCall(bridge, req, find, signature, call);
      return answer(res, signed, { [SIGNATURE_HEADER]: signBody(signed.body, signed.token) });
    }
    call.endpoint = req.headers[WEBHOOK_SECRET_HEADER] === undefined ? "engage-unknown" : "engage-webhook";
    answer(res, await receiveWebhook(bridge, req, find, call));
  } catch (error) {
    // Engage keeps the first words of an answer that is not 200; the rest is for the inbox.
    answer(res, answerOf(error), headersOf(error));
    throw error;
  }
}

/** Runs `match` over the handovers that may be meant; again over those of now when nothing fits. */
export type FindHandover = <T>(
  match: (handovers: readonly EngageHandover[]) => T | undefined,
) => Promise<T | undefined>;

function findFor({ engage }: Bridge, req: IncomingMessage, providerId: string | undefined): FindHandover {
  const { handovers, guesses } = engage;
  const meant = (all: readonly EngageHandover[]) =>
    providerId === undefined ? all : all.filter((one) => one.providerId === providerId);
  return async (match) => {
    const known = await handovers.list();
    const found = match(meant(known));
    // Engage calls in the moment in which a secret is saved. Whoever guesses does not get a look for each guess.
    if (found !== undefined || (await guesses.isGuesser(req))) return found;
    const now = await handovers.listAnew();
    return now === known ? undefined : match(meant(now));
  };
}

export function answerOf(error: unknown): EngageAnswer {
  if (error instanceof EngageRefusal) return { status: error.status, body: error.words };
  if (error instanceof AppError && error.code === "unavailable")
    return { status: 503, body: "Not stored, send it again" };
  return error instanceof AppError && error.code === "bad_request"
    ? { status: 400, body: "Bad request" }
    : { status: 500, body: "Internal error" };
}

/** What was not read of a refused body is read past by the server: the line is not cut under who is still sending. */
function headersOf(error: unknown): Record<string, string> {
  const seconds = error instanceof AppError ? error.options.retryAfterSeconds : undefined;
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}

function answer(
  res: ServerResponse,
  { status, body, type }: EngageAnswer,
  headers: Record<string, string> = {},
): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, {
    "content-type": type ?? "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  res.end(body);
}
