import type { Sandbox } from "../sandbox.ts";
import type { EntraApp, EntraTenant, EntraUser } from "../state/microsoft-model.ts";
import { AadstsError } from "./aadsts.ts";

const shared = /^(common|organizations)$/i;

export function homeTenant(sandbox: Sandbox): EntraTenant {
  const home = sandbox.store.microsoft.tenants.find((row) => row.isHome);
  if (!home) throw new Error("The sandbox has no Entra tenant");
  return home;
}

export function isShared(name: string): boolean {
  return shared.test(name);
}

/** The tenant that a path names by its id, its domain or as `common`. Throws 90002 and 50194. */
export function tenantOf(sandbox: Sandbox, name: string): EntraTenant {
  if (isShared(name)) {
    if (sandbox.store.switches.entraCommon === "home") return homeTenant(sandbox);
    throw new AadstsError(
      50194,
      `Application is not configured as a multi-tenant application. Usage of the /${name.toLowerCase()} endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    );
  }
  const wanted = name.toLowerCase();
  const { tenants } = sandbox.store.microsoft;
  const tenant = tenants.get(wanted) ?? tenants.find((row) => row.domain === wanted);
  if (tenant) return tenant;
  throw new AadstsError(
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}

/** The app as this tenant knows it. Throws 700016, and 7000112 for one that was switched off. */
export function appOf(sandbox: Sandbox, tenant: EntraTenant, clientId: string): EntraApp {
  const { apps, enterpriseApps } = sandbox.store.microsoft;
  const app = apps.get(clientId.toLowerCase());
  const here = enterpriseApps.find(
    (row) => row.tenantId === tenant.tenantId && row.clientId === app?.clientId,
  );
  if (!app || !here) {
    throw new AadstsError(
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${tenant.name}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  if (!here.enabled)
    throw new AadstsError(7000112, `Application '${app.clientId}'(${app.name}) is disabled.`);
  return app;
}

export function usersOf(sandbox: Sandbox, tenantId: string): EntraUser[] {
  return sandbox.store.microsoft.users.list().filter((row) => row.tenantId === tenantId);
}

/** What was consented to, by this user and for the whole organisation; `userId` null asks for the latter alone. */
export function consented(
  sandbox: Sandbox,
  tenantId: string,
  clientId: string,
  kind: "delegated" | "application",
  userId: string | null = null,
): Set<string> {
  const { consents } = sandbox.store.microsoft;
  const keys = [null, userId].map((who) => consentKey(tenantId, clientId, who, kind));
  return new Set(keys.flatMap((key) => consents.get(key)?.scopes ?? []));
}

function consentKey(tenantId: string, clientId: string, userId: string | null, kind: string): string {
  return `${tenantId} ${clientId} ${userId ?? "*"} ${kind}`;
}

/** Adds a consent to what was given before. */
export function giveConsent(
  sandbox: Sandbox,
  consent: {
    tenantId: string;
    clientId: string;
    userId: string | null;
    kind: "delegated" | "application";
    scopes: readonly string[];
  },
): void {
  const { consents } = sandbox.store.microsoft;
  const key = consentKey(consent.tenantId, consent.clientId, consent.userId, consent.kind);
  const scopes = [...new Set([...(consents.get(key)?.scopes ?? []), ...consent.scopes])];
  consents.put(key, { ...consent, scopes });
}

const loopback = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(?=\/|$)/;

/** Exact, but for the port of a loopback address, which Entra leaves out of the comparison. */
export function isRedirectAllowed(app: EntraApp, uri: string): boolean {
  const bare = (text: string) => text.replace(loopback, "http://$1");
  return app.redirectUris.some(
    (allowed) => allowed === uri || (loopback.test(uri) && bare(allowed) === bare(uri)),
  );
}
