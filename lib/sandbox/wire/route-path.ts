/**
 * Brings the many spellings of one address to the one that routes are written for (facts/cxone.md §0.1): the ACD
 * prefix comes in any case, any version and with double slashes; the digital host takes `/dfo/3.0` written
 * none, one or two times.
 */
export function routePath(request: Request): string {
  const raw = new URL(request.url).pathname.replace(/\/{2,}/g, "/");
  const pathname = raw.length > 1 ? raw.replace(/\/$/, "") : raw;
  const acd = /^\/cxone\/acd\/incontactapi\/services\/v\d+(?:\.\d+)?(\/.*)?$/i.exec(pathname);
  if (acd) return `/cxone/acd/~${(acd[1] ?? "").toLowerCase()}`;
  const digital = /^\/cxone\/dfo-host((?:\/dfo\/\d+\.\d+)*)(\/.*)?$/i.exec(pathname);
  if (digital) return `/cxone/dfo/~${digital[2] ?? ""}`;
  return pathname;
}

/** The version of the ACD API that the caller asked for, as a number: 30 for `v30.0`. */
export function acdVersion(url: string): number {
  const found = /\/services\/v(\d+)/i.exec(new URL(url).pathname);
  return found ? Number(found[1]) : 0;
}
