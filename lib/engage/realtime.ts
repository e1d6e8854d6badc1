import "server-only";
import type { Send } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import {
  EngageError,
  type EngageErrorCode,
  errorOfAnswer,
  errorOfUpstream,
  type ReadCode,
} from "./errors.ts";
import { looksLikeHtml } from "./fault.ts";
import { MAX_BODY_CHARS, MAX_REQUEST_BYTES, type RealtimeCall, stopTyping } from "./realtime-messages.ts";
import { SIGNATURE_HEADER, signBody } from "./sign.ts";

export interface RealtimeOptions {
  /** `https://acme.engagement.dimelo.com/realtime/sdk/<source id>`. */
  readonly realtimeUrl: string;
  /** The source's own API access token, not the one of the REST API. */
  readonly realtimeToken: string;
  readonly send: Send;
  readonly connectionId?: string;
  readonly requestId?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const TYPING_TIMEOUT_MS = 3_000;
const PROBE_TIMEOUT_MS = 10_000;

/**
 * Tells Engage one thing, signed over exactly the bytes that go out. Resolves when Engage took it ("ok"); import happens a moment
 * later. Throws EngageError.
 *
 * Repeated after an unknown end: objects of the Source SDK are known by our id. That the same id is the same one is documented for
 * users (facts/engage.md §2.4); for messages and threads it follows from `list`, which names the same objects by
 * their ids in each run (§2.2). Losing a visitor's message is worse than the double that this leaves possible. Typing is not
 * repeated: late it is wrong, and lost it does no harm.
 */
export async function sendToRealtime(options: RealtimeOptions & RealtimeCall): Promise<void> {
  const { action, params, realtimeToken } = options;
  const operation = `engage.realtime.${action}`;
  const host = new URL(options.realtimeUrl).host;
  const body = Buffer.from(JSON.stringify({ action, params }));
  refuseOversized(operation, host, params, body);
  const isTyping = action.startsWith("typing.");
  let response: HttpResponse;
  try {
    response = await options.send({
      operation,
      method: "POST",
      url: options.realtimeUrl,
      headers: {
        "content-type": "application/json; charset=utf-8",
        [SIGNATURE_HEADER]: signBody(body, realtimeToken),
      },
      body,
      idempotent: !isTyping,
      operationClass: "realtime",
      timeoutMs: options.timeoutMs ?? (isTyping ? TYPING_TIMEOUT_MS : TIMEOUT_MS),
      secrets: [realtimeToken],
      confidential: true,
      ...(isTyping ? { maxAttempts: 1 } : {}),
      ...(options.connectionId ? { connectionId: options.connectionId } : {}),
      ...(options.requestId ? { requestId: options.requestId } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    throw errorOfUpstream(operation, error, codeOfRealtime);
  }
  if (!response.ok) throw errorOfAnswer(operation, response, host, codeOfRealtime);
  refuseOtherAnswer(operation, host, response);
}

/**
 * Whether address and token fit, without leaving a trace: a signed word that nobody types in a thread that does not exist. `undeclared`:
 * Engage did not object to the signature but to the action, because it has not asked our endpoint yet what it can do, which
 * happens when the source is saved. Throws EngageError: `wrong_realtime_token`, `unknown_source` and what any call may end with.
 */
export async function probeRealtime(options: RealtimeOptions): Promise<"accepted" | "undeclared"> {
  try {
    await sendToRealtime({ timeoutMs: PROBE_TIMEOUT_MS, ...options, ...stopTyping("patchbay-probe") });
    return "accepted";
  } catch (error) {
    if (error instanceof EngageError && error.code === "bad_message") return "undeclared";
    throw error;
  }
}

/** Engage drops what breaks its rules without a word (§2.4), so too long is said here. */
function refuseOversized(
  operation: string,
  host: string,
  params: Readonly<Record<string, unknown>>,
  body: Buffer,
): void {
  const text = typeof params.body === "string" ? params.body : "";
  if (text.length > MAX_BODY_CHARS) {
    const message = `The text has ${text.length} characters; Engage takes ${MAX_BODY_CHARS}.`;
    throw new EngageError("message_too_large", message, { operation, host });
  }
  if (body.length > MAX_REQUEST_BYTES) {
    const message = `The request has ${body.length} bytes; Engage takes ${MAX_REQUEST_BYTES}.`;
    throw new EngageError("message_too_large", message, { operation, host });
  }
}

/** Success is the word "ok". Any other page that answers 200 has not taken the message. */
function refuseOtherAnswer(operation: string, host: string, response: HttpResponse): void {
  const said = response.text().trim();
  if (/^"?ok"?$/i.test(said)) return;
  const isPage = looksLikeHtml(response.toAnswer());
  const message = isPage
    ? `Engage answered ${response.status} with a web page instead of ok.`
    : `Engage answered "${said.slice(0, 100)}" instead of ok.`;
  const { status, requestLogId } = response;
  const details = { operation, host, status, requestLogId, mayHaveHappened: true };
  throw new EngageError(isPage ? "html_answer" : "unexpected_answer", message, details);
}

const WORDS: readonly (readonly [RegExp, EngageErrorCode])[] = [
  [/invalid signature/i, "wrong_realtime_token"],
  [/source not found/i, "unknown_source"],
  [/invalid request size/i, "message_too_large"],
  [/must be puppetizable/i, "author_not_controlled"],
  [/structured content/i, "no_structured_content"],
  [/too many typing/i, "typing_limited"],
];

/** The realtime endpoint says what is wrong in words, most of them under 422 (facts/engage.md §2.3). */
const codeOfRealtime: ReadCode = (status, fault) => {
  const known = WORDS.find(([words]) => words.test(fault.message));
  if (known) return known[1];
  if (status === 413) return "message_too_large";
  if (status === 429) return "rate_limited";
  // No source at all under this path: the route itself is missing.
  if (status === 404) return "unknown_source";
  return "bad_message";
};
