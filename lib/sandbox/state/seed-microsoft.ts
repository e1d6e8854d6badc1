import { randomBytes } from "node:crypto";
import type { Store } from "./store.ts";

/** Ids of the seeded Microsoft: the same after every start and reset, as a real tenant's are. */
export const microsoftIds = {
  home: "8d6c2f31-5b7a-4c0e-9a44-1f0c6be2a901",
  other: "c2f7a0b4-93de-4d15-8b6f-7a51e3d20c42",
  clientId: "5f2b9c64-0e13-4f7d-8a26-b1c94de07385",
  appObjectId: "a1d0e7f2-6c35-4b98-9e57-20f4c8b3d611",
  enterpriseObjectId: "e94b13c8-72fa-4d06-b5c1-8f36a0d7e254",
} as const;

export const mailDomain = "acme.example";
export const supportMailbox = `support@${mailDomain}`;

/** Secrets that differ from machine to machine and outlive a reset. */
export type MicrosoftSecrets = {
  cookieKey: string;
  secretId: string;
  secretValue: string;
  passwords: Record<string, string>;
};

function makeSecrets(): MicrosoftSecrets {
  return {
    cookieKey: randomBytes(24).toString("base64url"),
    secretId: crypto.randomUUID(),
    // As Entra's: 40 characters with `~` in them, nothing like the id beside it.
    secretValue: `${randomBytes(2).toString("hex").slice(0, 3)}8Q~${randomBytes(26).toString("base64url").slice(0, 34)}`,
    passwords: {},
  };
}

/** Object IDs stay through a reset: tokens and grants name them. */
const people: [objectId: string, address: string, name: string, isAdmin: boolean][] = [
  ["3c1e8b52-94d7-4f60-a2e8-5d70c9b1f401", supportMailbox, "Acme Support", false],
  ["3c1e8b52-94d7-4f60-a2e8-5d70c9b1f402", `sales@${mailDomain}`, "Acme Sales", false],
  ["3c1e8b52-94d7-4f60-a2e8-5d70c9b1f403", `admin@${mailDomain}`, "Alex Admin", true],
  ["3c1e8b52-94d7-4f60-a2e8-5d70c9b1f404", "kim@contoso.example", "Kim Contoso", true],
];

function seedTenants(store: Store): void {
  const { tenants } = store.microsoft;
  const rules = { userConsent: true, securityDefaults: false, smtpAuth: true, basicAuth: "on" as const };
  const { home, other } = microsoftIds;
  tenants.put(home, { tenantId: home, name: "Acme", domain: mailDomain, isHome: true, ...rules });
  tenants.put(other, {
    tenantId: other,
    name: "Contoso",
    domain: "contoso.example",
    isHome: false,
    ...rules,
  });
}

function seedApp(store: Store, secrets: MicrosoftSecrets): void {
  const { microsoft } = store;
  const { home: tenantId, clientId } = microsoftIds;
  const now = store.now();
  microsoft.apps.put(clientId, {
    clientId,
    tenantId,
    objectId: microsoftIds.appObjectId,
    name: "Patchbay mail",
    // Entra ignores the port of a loopback address, so these serve a product on any port.
    // The last is where CXone's own Authorize comes back to (M-27).
    redirectUris: [
      ...["localhost", "127.0.0.1"].map((host) => `http://${host}/api/email/oauth/callback`),
      "http://127.0.0.1/cxone/console/email/oauth/callback",
    ],
    delegated: ["https://outlook.office.com/SMTP.Send", "https://graph.microsoft.com/User.Read"],
    application: ["SMTP.SendAsApp"],
    createdAt: now,
  });
  microsoft.secrets.put(secrets.secretId, {
    secretId: secrets.secretId,
    clientId,
    description: "Patchbay",
    value: secrets.secretValue,
    createdAt: now,
    expiresAt: now + 180 * 86_400_000,
  });
  const objectId = microsoftIds.enterpriseObjectId;
  microsoft.enterpriseApps.put(objectId, { objectId, clientId, tenantId, enabled: true });
  microsoft.consents.put(`${tenantId} ${clientId} * application`, {
    tenantId,
    clientId,
    userId: null,
    kind: "application",
    scopes: ["SMTP.SendAsApp"],
  });
  const id = `${tenantId} ${objectId}`;
  microsoft.principals.put(id, { id, tenantId, clientId, objectId, name: "Patchbay mail" });
  microsoft.permissions.put(`${supportMailbox} ${objectId}`, {
    mailbox: supportMailbox,
    trusteeId: objectId,
  });
}

/** Fills a fresh state with two tenants and an app that sends mail at once; earlier secrets are used again. */
export function seedMicrosoft(store: Store, kept: MicrosoftSecrets | null = null): void {
  const secrets = kept ?? makeSecrets();
  const { microsoft } = store;
  seedTenants(store);
  for (const [objectId, upn, name, isAdmin] of people) {
    const domain = upn.split("@")[1] ?? "";
    const tenantId = domain === mailDomain ? microsoftIds.home : microsoftIds.other;
    secrets.passwords[upn] ??= randomBytes(12).toString("base64url");
    const password = secrets.passwords[upn];
    microsoft.users.put(objectId, { objectId, tenantId, upn, name, isAdmin, password, tokensValidFrom: 0 });
    microsoft.mailboxes.put(upn, { address: upn, tenantId, userId: objectId, name, smtpAuth: null });
  }
  seedApp(store, secrets);
  store.setSetting("microsoftSecrets", secrets);
}
