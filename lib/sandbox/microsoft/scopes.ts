import { AadstsError } from "./aadsts.ts";

export const oidcScopes = ["openid", "profile", "email", "offline_access"];

/** The resources of this cloud and the delegated permissions that each has. */
const exchange = ["SMTP.Send", "IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "Mail.Send"];
const resources: Record<string, string[]> = {
  "https://outlook.office.com": exchange,
  "https://outlook.office365.com": exchange,
  "https://graph.microsoft.com": ["User.Read", "Mail.Send", "Mail.Read"],
};

/** The delegated permissions of an API under their full names. */
export function permissionsOf(resource: string): string[] {
  return (resources[resource] ?? []).map((name) => `${resource}/${name}`);
}

export type AskedScopes = {
  oidc: string[];
  /** The API that the access token is for; null for one that asks for sign-in only. */
  resource: string | null;
  /** Permissions under their full names, such as `https://outlook.office.com/SMTP.Send`. */
  permissions: string[];
};

function invalid(scope: string): AadstsError {
  return new AadstsError(
    70011,
    `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
  );
}

function fullName(scope: string): { resource: string; permission: string } {
  const full = scope.includes("://") ? scope : `https://graph.microsoft.com/${scope}`;
  const at = full.lastIndexOf("/");
  const resource = full.slice(0, at).replace(/\/$/, "");
  const permission = full.slice(at + 1);
  const offered = resources[resource];
  if (!offered) throw invalid(scope);
  const found = offered.find((name) => name.toLowerCase() === permission.toLowerCase());
  if (found) return { resource, permission: found };
  if (permission === ".default") return { resource, permission };
  throw invalid(scope);
}

/** Reads a `scope` of the delegated flow; `.default` stands for what the app registration lists. Throws 70011. */
export function readScopes(scope: string, configured: readonly string[]): AskedScopes {
  const asked = scope.split(" ").filter((word) => word !== "");
  if (asked.length === 0) throw invalid("");
  const named = asked.filter((word) => !oidcScopes.includes(word)).map(fullName);
  const permissions = named.flatMap(({ resource, permission }) =>
    permission === ".default"
      ? configured.filter((name) => name.startsWith(`${resource}/`))
      : [`${resource}/${permission}`],
  );
  // The token is for the API that is named first; the consent is for all of them.
  const resource = named[0]?.resource ?? null;
  return { oidc: asked.filter((word) => oidcScopes.includes(word)), resource, permissions };
}

/** The resource of a client-credentials scope. Throws 1002012 without `/.default`, 500011 for an unknown API. */
export function readDefaultScope(scope: string, tenantName: string): string {
  const words = scope.split(" ").filter((word) => word !== "");
  const [word] = words;
  if (!word || words.length > 1 || !word.endsWith("/.default")) {
    throw new AadstsError(
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const resource = word.slice(0, -"/.default".length).replace(/\/$/, "");
  if (resource in resources) return resource;
  throw new AadstsError(
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenantName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

/** `SMTP.Send` of `https://outlook.office.com/SMTP.Send`. */
export function shortName(permission: string): string {
  return permission.slice(permission.lastIndexOf("/") + 1);
}
