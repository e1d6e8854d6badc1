/** What the console's own routes answer when something is wrong (RFC 9457, `application/problem+json`). */
export type ProblemDocument = {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  fix?: string;
  requestId?: string;
  /** Page of what stands in the way. */
  href?: string;
  /** Field name → what is wrong with it. */
  fields?: Record<string, string>;
};

/** Thrown by `fetchJson` for every answer that is not a success, and for no answer at all (status 0). */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly fix: string | undefined;
  readonly requestId: string | undefined;
  readonly href: string | undefined;
  readonly fields: Record<string, string>;
  /** Seconds the server asked to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDocument, retryAfterSeconds?: number) {
    super(problem.detail ? `${problem.title}: ${problem.detail}` : problem.title);
    this.type = problem.type ?? "about:blank";
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail;
    this.fix = problem.fix;
    this.requestId = problem.requestId;
    this.href = problem.href;
    this.fields = problem.fields ?? {};
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type FetchJsonOptions = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  /** Undefined, null and empty values are left out. */
  query?: Record<string, string | number | boolean | null | undefined>;
  signal?: AbortSignal;
  /** Makes a write safe to send again: the same key is the same deed. */
  idempotencyKey?: string;
};

type ConfirmIdentity = () => Promise<boolean>;
let confirmIdentity: ConfirmIdentity | undefined;
let confirming: Promise<boolean> | undefined;

/**
 * Registers who asks a person to confirm that it is them when the server wants to know it anew (`requireFresh`). It
 * resolves true when the request may be repeated. Gives back how to end that.
 */
export function onReauthRequired(handler: ConfirmIdentity): () => void {
  confirmIdentity = handler;
  return () => {
    if (confirmIdentity === handler) confirmIdentity = undefined;
  };
}

/** Requests that are refused at the same time ask once together. */
function askIdentity(): Promise<boolean> {
  confirming ??= (confirmIdentity?.() ?? Promise.resolve(false)).finally(() => {
    confirming = undefined;
  });
  return confirming;
}

/**
 * Asks one of our own routes and gives its JSON, undefined for 204. The caller names the type: both ends of these routes
 * are ours. Throws `ProblemError`; an abort is thrown as it is. Where the server wants the person to confirm that it is
 * them, they are asked and the request is repeated once: whoever called waits and loses nothing.
 */
export async function fetchJson<Answer>(path: string, options: FetchJsonOptions = {}): Promise<Answer> {
  try {
    return await send<Answer>(path, options);
  } catch (error) {
    const stale = error instanceof ProblemError && error.type.endsWith("/reauth-required");
    if (!stale || !(await askIdentity())) throw error;
    return send<Answer>(path, options);
  }
}

async function send<Answer>(path: string, options: FetchJsonOptions): Promise<Answer> {
  const { method = options.body === undefined ? "GET" : "POST", body, query, signal } = options;
  const requestId = newKey();
  const headers: Record<string, string> = { accept: "application/json", "x-request-id": requestId };
  // Also without a body: the server takes writes only as JSON, which no foreign form can send.
  if (method !== "GET") headers["content-type"] = "application/json";
  if (options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;

  let response: Response;
  try {
    response = await fetch(withQuery(path, query), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      credentials: "same-origin",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError({
      title: "The console did not answer",
      status: 0,
      detail: "Either this computer is offline or the server is not running.",
      fix: "Check the connection and try again. Nothing you typed is lost.",
      requestId,
    });
  }

  if (!response.ok) throw await toProblem(response, requestId);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

async function toProblem(response: Response, requestId: string): Promise<ProblemError> {
  const document = await response.json().catch(() => null);
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  const answeredId = response.headers.get("x-request-id") ?? requestId;
  return new ProblemError(
    {
      title: response.status === 401 ? "You are signed out" : "The console could not do that",
      fix: response.status === 401 ? "Sign in again in another tab, then repeat." : undefined,
      ...(isProblem(document) ? document : {}),
      status: response.status,
      requestId: (isProblem(document) ? document.requestId : undefined) ?? answeredId,
    },
    Number.isNaN(retryAfter) ? undefined : retryAfter,
  );
}

function isProblem(value: unknown): value is ProblemDocument {
  return typeof value === "object" && value !== null && "title" in value && typeof value.title === "string";
}

function withQuery(path: string, query: FetchJsonOptions["query"]): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}${path.includes("?") ? "&" : "?"}${text}` : path;
}

/** 32 random hex digits. `crypto.randomUUID` exists only over HTTPS and on localhost; this exists everywhere. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
