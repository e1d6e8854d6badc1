import "server-only";
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { forgetPoints, takePoint } from "#lib/auth/rate-limit.ts";
import { readByocSecrets } from "#lib/handover/byoc-secret/reads.ts";
import { noteByocUse } from "#lib/handover/byoc-secret/retire-byoc-secret.ts";
import { newSecret } from "#lib/ids.ts";
import { sha256 } from "./bearer.ts";
import type { Bridge } from "./bridge.ts";
import type { InboundCall } from "./call-log.ts";
import { readBody } from "./read-body.ts";
import { sendJson } from "./respond.ts";

const LIFETIME_SECONDS = 3_600;
const TOKEN_LENGTH = 48;
const MAX_REQUEST_BYTES = 16 * 1024;
const WRONG_TRIES = { name: "bridge-token", points: 30, durationSeconds: 300 };

const NO_SECRETS = { current: undefined, previous: undefined };

type Credentials = { clientId: string; clientSecret: string; grantType: string };

/**
 * `POST /handover/niceCxOne/{providerId}/auth/token`: client credentials in JSON (as CXone sends them), a form, or
 * Basic. Answers an opaque bearer token; only its hash is kept. An unknown provider answers what a wrong secret does
 * (facts/cxone.md §3.3.1, H-33, H-37, H-38).
 */
export async function issueToken(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  providerId: string,
  call: InboundCall,
) {
  const given = credentialsOf(req, await readBody(req, MAX_REQUEST_BYTES));
  call.payload = { clientId: given.clientId.slice(0, 100), grantType: given.grantType.slice(0, 40) };
  if (given.grantType !== "client_credentials") {
    call.verdict = "unreadable";
    call.detail = "The grant type has to be client_credentials.";
    return sendJson(res, 400, { error: "unsupported_grant_type" });
  }
  const caller = `${providerId} ${req.headers["x-patchbay-ip"] ?? req.socket.remoteAddress}`;
  await takePoint(WRONG_TRIES, caller);
  const provider = await bridge.providers.find(providerId);
  const { current: secret, previous } = provider ? await readByocSecrets(provider.id) : NO_SECRETS;
  // While two overlap both open; each is compared, so that the time tells nothing.
  const fits = [secret, previous].map((one) => equal(given.clientSecret, one ?? newSecret(32)));
  const matches = equal(given.clientId, provider?.byocClientId ?? "") && fits.includes(true);
  if (provider) call.providerId = provider.id;
  if (!provider || !secret || !matches) {
    call.verdict = provider ? "wrong_secret" : "unknown_provider";
    call.detail = provider
      ? whatDiffers(given, provider.byocClientId, secret)
      : `No handover has the id ${providerId.slice(0, 100)}.`;
    return sendJson(res, 401, { error: "invalid_client" });
  }
  const token = newSecret(TOKEN_LENGTH);
  await bridge.pool.query(
    `INSERT INTO bridge_token (token_hash, provider_id, expires_at)
     VALUES ($1, $2, now() + make_interval(secs => $3))`,
    [sha256(token), provider.id, LIFETIME_SECONDS],
  );
  await forgetPoints(WRONG_TRIES, caller);
  if (previous) await noteByocUse(provider.id, fits[0] === true);
  call.verdict = "accepted";
  sendJson(res, 200, { access_token: token, token_type: "Bearer", expires_in: LIFETIME_SECONDS });
}

/** For the admins' inbox only: the caller is told nothing of the kind. */
function whatDiffers(given: Credentials, clientId: string, secret: string | undefined): string {
  if (!secret) return "No client secret has been made for this handover yet.";
  return equal(given.clientId, clientId)
    ? "The client id is right, the client secret is not."
    : "The client id is not the one of this handover.";
}

function credentialsOf(req: IncomingMessage, body: Buffer): Credentials {
  const fields = fieldsOf(body.toString("utf8"));
  const basic = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(req.headers.authorization ?? "")?.[1];
  const [user, ...rest] = basic ? Buffer.from(basic, "base64").toString("utf8").split(":") : [];
  return {
    clientId: fields.client_id ?? user ?? "",
    clientSecret: fields.client_secret ?? rest.join(":"),
    grantType: fields.grant_type ?? "",
  };
}

/** JSON or form, told apart by content: senders get the header wrong. */
function fieldsOf(text: string): Record<string, string | undefined> {
  if (!text.trimStart().startsWith("{")) return Object.fromEntries(new URLSearchParams(text));
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}

/** Compares hashes, so that neither content nor length shows in the time it takes. */
function equal(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));
}
