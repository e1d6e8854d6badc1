import { type JWK, jwtVerify } from "jose";
import { createSigningKey } from "../cxone/tokens.ts";
import type { Sandbox } from "../sandbox.ts";

type SigningKey = { kid: string; privateJwk: JWK; publicJwk: JWK };

const making = new WeakMap<Sandbox, Promise<SigningKey>>();

/** The key that Entra signs with, made when it is first needed and then kept, through resets too. */
export async function entraSigningKey(sandbox: Sandbox): Promise<SigningKey> {
  const known = sandbox.store.setting<SigningKey | null>("entraSigningKey", null);
  if (known) return known;
  const made = making.get(sandbox) ?? createSigningKey();
  making.set(sandbox, made);
  sandbox.store.setSetting("entraSigningKey", await made);
  return made;
}

/** What Exchange reads off an access token. */
export type EntraClaims = {
  aud: string;
  tid: string;
  appid: string;
  /** Object ID of the user, or of the Enterprise application. */
  oid: string;
  upn: string | null;
  /** Delegated permissions. */
  scopes: string[];
  /** Application permissions. */
  roles: string[];
};

/** The claims of a token that Entra signed and that has not expired by the sandbox's clock; null otherwise. */
export async function readAccessToken(sandbox: Sandbox, token: string): Promise<EntraClaims | null> {
  const { publicJwk } = await entraSigningKey(sandbox);
  try {
    const { payload } = await jwtVerify(token, publicJwk, {
      algorithms: ["RS256"],
      currentDate: new Date(sandbox.store.now()),
    });
    const text = (name: string) => (typeof payload[name] === "string" ? payload[name] : "");
    return {
      aud: text("aud"),
      tid: text("tid"),
      appid: text("appid"),
      oid: text("oid"),
      upn: text("upn") || null,
      scopes: text("scp").split(" "),
      roles: Array.isArray(payload.roles) ? payload.roles.map(String) : [],
    };
  } catch {
    return null;
  }
}
