import { expect } from "vitest";
import { engageIds } from "../state/engage-ids.ts";
import { type Answer, testTenant } from "../test-tenant.ts";
import { sdkSignature, signatureHeader } from "./sdk-signature.ts";

/** What the tests of the simulated Engage share: a running sandbox with callers of its REST API and realtime. */

export type EngageCredentials = {
  uiBaseUrl: string;
  apiBaseUrl: string;
  apiToken: string;
  sourceId: string;
  realtimeUrl: string;
  realtimeToken: string;
};

type Row = Record<string, unknown>;

export async function testEngage(dataDir: string | null = null) {
  const tenant = await testTenant(dataDir);
  const credentials = async () =>
    ((await tenant.raw("/credentials.json?system=engage")).body as { engage: EngageCredentials }).engage;
  const engage = await credentials();

  /** Calls REST as the owner of a token. The path may carry parameters; `form` sends them in the body instead. */
  const restAs =
    (token: string) =>
    (method: string, path: string, form?: Record<string, string> | [string, string][]): Promise<Answer> => {
      // Webhooks want the token in the address as well.
      const isWebhook = path.startsWith("/webhooks");
      const url = new URL(`${engage.apiBaseUrl}/1.0${path}`);
      if (isWebhook) url.searchParams.set("access_token", token);
      return tenant.raw(url.href, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
    };

  /** Sends to realtime, signed; `sign: false` leaves the signature out. */
  const realtime = (
    action: string,
    params: Row,
    options: { token?: string; sourceId?: string; query?: boolean } = {},
  ) => realtimeRaw(JSON.stringify({ action, params }), options);

  const realtimeRaw = (
    body: string,
    options: { token?: string; sourceId?: string; query?: boolean; signature?: string } = {},
  ) => {
    const signature = options.signature ?? sdkSignature(body, options.token ?? engage.realtimeToken);
    const url = `${engage.uiBaseUrl}/realtime/sdk/${options.sourceId ?? engage.sourceId}`;
    return tenant.raw(options.query ? `${url}?signature=${signature}` : url, {
      method: "POST",
      headers: options.query ? {} : { [signatureHeader]: signature },
      body,
    });
  };

  return {
    ...tenant,
    engage,
    rest: restAs(engage.apiToken),
    restAs,
    realtime,
    realtimeRaw,
    flush: () => tenant.control("POST", "/engage/flush"),
    setSwitches: (change: Row) => tenant.control("POST", "/switches", change),
  };
}

export type TestEngage = Awaited<ReturnType<typeof testEngage>>;

const at = "2026-11-21T10:00:00Z";

export function person(id: string, more: Row = {}): Row {
  return { id, screenname: `Person ${id}`, created_at: at, ...more };
}

export function message(id: string, more: Row = {}): Row {
  return {
    id,
    thread_id: "chat-1",
    body: `Text of ${id}`,
    format: "text",
    actions: ["reply", "show"],
    created_at: new Date().toISOString(),
    author: person("visitor-1"),
    ...more,
  };
}

/** A customer's message, imported; the answer is its thread and its row, as REST shows them. */
export async function received(engage: TestEngage, id = "m1", more: Row = {}) {
  expect(await engage.realtime("messages.create", message(id, more))).toMatchObject({
    status: 200,
    body: "ok",
  });
  await engage.flush();
  const [content] = records(await engage.rest("GET", "/contents"));
  const thread = await engage.rest("GET", `/content_threads/${content?.thread_id}`);
  return { content: content ?? {}, thread: thread.body as Row };
}

export function records(answer: Answer): Row[] {
  expect(answer.status).toBe(200);
  return (answer.body as { records: Row[] }).records;
}

/** A controlled identity of an agent who may write on the web chat, as a person would set it up. */
export async function controlledPersona(engage: TestEngage) {
  await engage.realtime("users.create", person("agent-1", { puppetizable: true }));
  await engage.flush();
  await engage.control("POST", "/engage/set-up", { identities: [{ foreignId: "agent-1" }] });
  const [identity] = records(await engage.rest("GET", "/identities?foreign_id=agent-1"));
  return String(identity?.id);
}

export const refused = (status: number, error: string) => ({
  status,
  body: { error, message: expect.any(String), status },
});

export { engageIds };
