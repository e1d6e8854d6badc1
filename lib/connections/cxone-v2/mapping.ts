import { readBaseUrl, tokenPlaces } from "#lib/cxone/v2/derive.ts";

/**
 * The addresses that follow from what is typed so far (T-02, P-03), for showing beside the field; null while nothing can be
 * read from it.
 */
export function previewAddresses(
  typed: string,
  tokenUrl: string,
): { baseUrl: string; tokenUrls: string[] } | null {
  const found = readBaseUrl(typed);
  if (!found.ok) return null;
  const urls = tokenPlaces(found.baseUrl, tokenUrl.trim() || undefined).map(({ url }) => url);
  return { baseUrl: found.baseUrl, tokenUrls: [...new Set(urls)] };
}
