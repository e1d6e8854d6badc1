/** Joins a base URL and a path without doubling or losing the slash between them. */
export function joinUrl(base: string, path: string): string {
  return `${base.trim().replace(/\/+$/, "")}/${path.trim().replace(/^\/+/, "")}`;
}

/**
 * The issuer as discovery wants it, from what people paste: blanks and slashes at the end, a missing scheme, or the
 * whole address of the discovery document. H-12, facts/cxone.md §1.1.
 */
export function normaliseIssuer(typed: string): string {
  const bare = typed
    .trim()
    .replace(/\/\.well-known\/(openid|cxone)-configuration.*$/i, "")
    .replace(/\/+$/, "");
  return bare === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`;
}

/** FedRAMP tenants sit in area na2 and have a domain of their own. facts/cxone.md §1.5. */
const FEDRAMP_AREA = "na2";
const FEDRAMP_DOMAIN = "nicecxone-gov.com";

/** Host of the digital API: another than the ACD's. Null when discovery did not name the area. facts/cxone.md §0.7, §1.5. */
export function deriveDfoBaseUrl(configuration: {
  area?: string | undefined;
  domain?: string | undefined;
}): string | null {
  const area = configuration.area?.trim().toLowerCase();
  if (area === FEDRAMP_AREA) return `https://api-de-${area}.${FEDRAMP_DOMAIN}`;
  const domain = configuration.domain?.trim().replace(/^\.+|\/+$/g, "");
  return area && domain ? `https://api-de-${area}.${domain}` : null;
}

/** Base of the ACD API. Takes what discovery calls `api_endpoint`; a prefix that is in there already is taken off. */
export function deriveAcdBaseUrl(apiEndpoint: string): string {
  return apiEndpoint
    .trim()
    .replace(/\/+$/, "")
    .replace(/\/incontactapi(\/services(\/v[\d.]+)?)?$/i, "");
}

/** Where the ACD is when discovery fails but the token names the cluster. facts/cxone.md §1.5, last line. */
export function acdBaseUrlOfCluster(clusterId: string): string {
  return `https://api-${clusterId.trim().toLowerCase()}.nice-incontact.com`;
}
