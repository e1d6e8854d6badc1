import "server-only";
import type * as z from "zod";
import { egress } from "#lib/connections/egress.ts";
import type { HttpRequest } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { UpstreamError, type UpstreamErrorKind } from "#lib/http/upstream-error.ts";
import { BotFailure } from "./adapter.ts";

/** How long a visitor waits for a bot before it counts as silent. Flows that call other systems take seconds. */
export const BOT_TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 512 * 1_024;

const IN_WORDS: Record<UpstreamErrorKind, string> = {
  timeout: `It did not answer within ${BOT_TIMEOUT_MS / 1_000} seconds.`,
  connect: "It could not be reached.",
  reset: "It cut the connection before it had answered.",
  status: "It answered with an error.",
  parse: "Its answer is not HTTP.",
  "too-large": "Its answer is larger than 512 kB.",
  blocked: "Its address may not be called.",
  "breaker-open": "It has failed often just now and is left alone for some seconds.",
  "rate-limited": "It takes no more messages at the moment (429).",
};

type Question<S extends z.ZodType> = Pick<
  HttpRequest,
  "operation" | "url" | "idempotent" | "requestId" | "secrets"
> & {
  /** Whose bot it is: the bots of one host fail each for itself. */
  providerId: string;
  body: string;
  headers?: Record<string, string>;
  schema: S;
  /** False when nobody's conversation is in it, so that the request log may keep it. */
  confidential: boolean;
};

/** Posts JSON to a bot and reads its answer; an empty one is undefined. Throws BotFailure with a sentence. */
export async function askOverHttp<S extends z.ZodType>(
  question: Question<S>,
): Promise<z.output<S> | undefined> {
  const { schema, headers, providerId, ...request } = question;
  const response = await egress()
    .send({
      ...request,
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
      operationClass: `bot ${providerId}`,
      timeoutMs: BOT_TIMEOUT_MS,
      // Half the time for one try would cut off a slow bot; a second one comes after a quick failure only.
      attemptTimeoutMs: BOT_TIMEOUT_MS,
      maxBodyBytes: MAX_ANSWER_BYTES,
    })
    .catch((error: unknown) => {
      if (!(error instanceof UpstreamError)) throw error;
      throw new BotFailure(sentenceFor(error), { cause: error });
    });
  if (!response.ok) throw new BotFailure(refusalOf(response));
  if (response.text().trim() === "") return undefined;
  const parsed = schema.safeParse(jsonOf(response));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BotFailure(`Its answer has another form than expected at ${issue?.path.join(".") || "the top"}.`);
}

function sentenceFor(error: UpstreamError): string {
  const base = error.kind === "blocked" ? error.message.replace(/^\S+ \S+ /, "") : IN_WORDS[error.kind];
  return error.kind === "status" ? `${base.slice(0, -1)} (${error.status}).` : base;
}

function refusalOf({ status }: HttpResponse): string {
  if (status === 401 || status === 403)
    return `It refused the message (${status}): the address or its token is wrong.`;
  if (status === 404 || status === 410) return `There is no bot at this address (${status}).`;
  return `It refused the message (${status}).`;
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return response.json();
  } catch {
    throw new BotFailure("Its answer is not JSON.");
  }
}
