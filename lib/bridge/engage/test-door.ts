import { SIGNATURE_HEADER, signBody } from "#lib/engage/sign.ts";

/** Engage as a caller of our address, for tests that say themselves what it sends. */

export type Said = { status: number; headers: Headers; text: string; json: () => Record<string, unknown> };

async function call(url: string, init: RequestInit): Promise<Said> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

/** A delivery of the webhook. */
export const deliver = (url: string, secret: string | null, body: unknown): Promise<Said> =>
  call(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(secret === null ? {} : { "x-dimelo-secret": secret }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

type How = { query?: boolean; signature?: string };

/** A call of the Source SDK, signed over exactly these bytes. */
export function callSdkRaw(url: string, token: string, body: string | Buffer, how: How = {}): Promise<Said> {
  const signature = how.signature ?? signBody(body, token);
  return call(how.query ? `${url}?signature=${signature}` : url, {
    method: "POST",
    headers: { "content-type": "text/plain", ...(how.query ? {} : { [SIGNATURE_HEADER]: signature }) },
    body: new Uint8Array(Buffer.from(body)),
  });
}

export const callSdk = (
  url: string,
  token: string,
  action: string,
  params: object = {},
  time = new Date().toISOString(),
): Promise<Said> => callSdkRaw(url, token, JSON.stringify({ action, params, time }));

export const isSigned = ({ headers, text }: Said, token: string): boolean =>
  headers.get(SIGNATURE_HEADER) === signBody(text, token);

/** An agent's words as Engage brings them. */
export const replyParams = (conversationId: string, fields: object = {}) => ({
  author_id: "agent-1",
  body: "Good day",
  content_id: crypto.randomUUID().replaceAll("-", "").slice(0, 24),
  created_at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  format: "text",
  in_reply_to_id: `${conversationId}.h1`,
  retry: false,
  sender_name: "Jane from RingCentral",
  thread_id: conversationId,
  ...fields,
});
