import type { Adapter, AdapterPayload } from "oidc-provider";
import type { Sandbox } from "../sandbox.ts";
import type { EntraApp, OidcRow } from "../state/microsoft-model.ts";

/** The secret between our own checks, which know several secrets with expiry, and the provider, which knows one. */
export const innerSecret = "checked-before-the-provider-sees-it";

/** A tenant's part of the table that oidc-provider keeps its codes, tokens, grants and sessions in. */
export class OidcAdapter implements Adapter {
  readonly #sandbox: Sandbox;
  readonly #tenantId: string;
  readonly #model: string;
  /** Addresses that the client of the request under way may be sent back to. */
  readonly #redirectUris: (app: EntraApp) => string[];

  constructor(sandbox: Sandbox, tenantId: string, model: string, redirectUris: (app: EntraApp) => string[]) {
    this.#sandbox = sandbox;
    this.#tenantId = tenantId;
    this.#model = model;
    this.#redirectUris = redirectUris;
  }

  get #rows() {
    return this.#sandbox.store.microsoft.oidc;
  }

  #key(id: string): string {
    return oidcKey(this.#tenantId, this.#model, id);
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    const key = this.#key(id);
    this.#rows.put(key, {
      model: this.#model,
      id,
      tenantId: this.#tenantId,
      createdAt: this.#rows.get(key)?.createdAt ?? this.#sandbox.store.now(),
      payload,
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#model === "Client") return this.#client(id);
    const row = this.#rows.get(this.#key(id));
    if (!row || row.revoked) return undefined;
    const keepsWorking =
      this.#model === "RefreshToken" && this.#sandbox.store.switches.entraOldRefreshToken === "works";
    return keepsWorking ? { ...row.payload, consumed: undefined } : { ...row.payload };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = this.#rows.where("uid", uid).find((candidate) => candidate.tenantId === this.#tenantId);
    return row ? { ...row.payload } : undefined;
  }

  /** The device flow is not built. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const row = this.#rows.get(this.#key(id));
    const consumed = Math.floor(Date.now() / 1000);
    if (row) this.#rows.update(this.#key(id), { payload: { ...row.payload, consumed } });
  }

  async destroy(id: string): Promise<void> {
    this.#rows.remove(this.#key(id));
  }

  /** Rows stay, marked: a revoked token is answered with AADSTS50173, an unknown one is not. */
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const row of this.#rows.where("grant", grantId))
      this.#rows.update(oidcKey(row.tenantId, row.model, row.id), { revoked: true });
  }

  #client(clientId: string): AdapterPayload | undefined {
    const app = this.#sandbox.store.microsoft.apps.get(clientId);
    if (!app) return undefined;
    return {
      client_id: app.clientId,
      client_secret: innerSecret,
      client_name: app.name,
      redirect_uris: this.#redirectUris(app),
      response_types: ["code"],
      grant_types: ["authorization_code", "refresh_token", "client_credentials"],
      token_endpoint_auth_method: "client_secret_post",
    };
  }
}

export function oidcKey(tenantId: string, model: string, id: string): string {
  return `${tenantId} ${model} ${id}`;
}

/** The row of a code or a refresh token as it was handed out, revoked ones too. */
export function oidcRow(
  sandbox: Sandbox,
  tenantId: string,
  model: "AuthorizationCode" | "RefreshToken",
  id: string,
): OidcRow | undefined {
  return sandbox.store.microsoft.oidc.get(oidcKey(tenantId, model, id));
}
