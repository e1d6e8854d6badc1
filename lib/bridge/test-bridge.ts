import http from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { db } from "#lib/db/client.ts";
import { newId, newProviderId, newSecret } from "#lib/ids.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { sha256 } from "./bearer.ts";
import { type BridgeOptions, createBridge } from "./handler.ts";

/** What tests of the wire and of the relay share: a bridge that listens, and a handover with a conversation. */

export type Listening = { url: string; close(): Promise<void> };

/** A bridge behind a real server, on a free port unless one is asked for. */
export async function listenBridge(options: BridgeOptions, port = 0): Promise<Listening> {
  const bridge = createBridge(options);
  const server = http.createServer((req, res) => {
    if (!bridge.handle(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await bridge.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type TestHandover = { providerId: string; channelId: string; clientId: string; clientSecret: string };

/** A handover with a channel and the client of the other side. */
export async function makeHandover(
  options: { settings?: object; connectionId?: string; channelId?: string } = {},
): Promise<TestHandover> {
  const providerId = newProviderId();
  const channelId = options.channelId ?? crypto.randomUUID();
  const clientId = `client-${providerId}`;
  const clientSecret = newSecret(32);
  const connectionId = options.connectionId ?? (await makeConnection());
  await db().handoverProvider.create({
    data: {
      id: providerId,
      name: `Support ${providerId}`,
      kind: "cxone",
      bot: { adapter: "demo" },
      settings: options.settings ?? {},
      state: "live",
      channelId,
      byocClientId: clientId,
      connectionId,
    },
  });
  await putSecret(db(), `handover:${providerId}`, "byocClientSecret", clientSecret, { now: new Date() });
  return { providerId, channelId, clientId, clientSecret };
}

export async function makeConnection(): Promise<string> {
  const id = newId("con");
  await db().connection.create({
    data: { id, kind: "cxone", name: `Tenant ${id}`, environment: "sandbox", settings: {} },
  });
  return id;
}

/** A conversation as the webchat would have begun it. */
export async function makeConversation(
  providerId: string,
  fields: Partial<{ state: string; contactId: string; handoverAt: Date; handoverSeq: number }> = {},
): Promise<{ id: string; visitorToken: string }> {
  const id = newId("cnv");
  const visitorToken = newSecret(43);
  await db().conversation.create({ data: { id, providerId, visitorHash: sha256(visitorToken), ...fields } });
  return { id, visitorToken };
}

/** A token as the authorization URL would have given it. */
export async function makeToken(pool: pg.Pool, providerId: string, lifetimeSeconds = 3_600): Promise<string> {
  const token = newSecret(48);
  await pool.query(
    "INSERT INTO bridge_token (token_hash, provider_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))",
    [sha256(token), providerId, lifetimeSeconds],
  );
  return token;
}

/** An agent's reply in the newer form. */
export function replyBody(conversationId: string, text: string, at: Date | string = new Date()) {
  return {
    thread: { idOnExternalPlatform: conversationId },
    messageContent: { type: "TEXT", payload: { text } },
    endUserRecipients: [
      {
        idOnExternalPlatform: `${conversationId}.visitor`,
        name: "Visitor",
        isPrimary: true,
        isPrivate: true,
      },
    ],
    attachments: [],
    createdAtWithMilliseconds: typeof at === "string" ? at : at.toISOString(),
    authorUser: {
      id: 7,
      firstName: "Ada",
      surname: "Byron",
      nickname: "",
      imageUrl: "https://img.example/ada.png",
    },
  };
}

export type Posted = { status: number; headers: Headers; body: Record<string, unknown> };

export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Posted> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}

/** Looks again until it is so; fails after 20 s with what was seen last. */
export async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (const end = Date.now() + 20_000; ; ) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
