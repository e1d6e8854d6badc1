import "server-only";
import type { CxoneConnection } from "#lib/connections/stored-connection.ts";

/** Where the pages of CXone live (facts/cxone.md §1.1, §1.5); a tenant's console is on another host than its API. */
const VENDOR_DOMAINS = [
  "niceincontact.com",
  "nice-incontact.com",
  "nicecxone.com",
  "nicecxone-gov.com",
  "incontact.com",
];

/** `https://host:port`; undefined for what is no web address. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, protocol } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? origin : undefined;
}

/**
 * Whether a browser may be sent there: to the very origin of a connection, or, when a connection is with the vendor
 * itself, to the vendor's own domains over https. Everything else would make this address an open redirect.
 */
export function isKnownBackUrl(
  backUrl: string,
  connections: readonly Pick<CxoneConnection, "settings" | "tenant">[],
): boolean {
  const origin = originOf(backUrl);
  if (!origin || new URL(backUrl).username) return false;
  const known = connections.flatMap(({ settings, tenant }) => [
    settings.issuer,
    settings.dfoBaseUrl ?? "",
    tenant?.apiBaseUrl ?? "",
    tenant?.dfoBaseUrl ?? "",
  ]);
  if (known.some((address) => originOf(address) === origin)) return true;
  return isVendors(origin) && known.some((address) => isVendors(originOf(address) ?? ""));
}

function isVendors(origin: string): boolean {
  if (!origin.startsWith("https://")) return false;
  const { hostname } = new URL(origin);
  return VENDOR_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
