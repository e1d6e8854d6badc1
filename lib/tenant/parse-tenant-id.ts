/** Where ids of a kind stand in addresses of CXone and of its simulation: behind one of these words. */
const PLACES = {
  skill: /^(acd-?)?skills?$/,
  campaign: /^campaigns?$/,
  agent: /^(acd-?)?(agents?|users?|employees?)$/,
} as const;

export type TenantKind = keyof typeof PLACES;

const ID = /^\d{1,15}$/;

/**
 * The id in what was typed or pasted: digits alone, or an address of CXone with the id behind the word for its kind, in
 * path or hash, or as `skillId=`. By place, as in H-11: an address holds other numbers too (business unit, tenant). Null
 * when there is none.
 */
export function parseTenantId(kind: TenantKind, text: string): number | null {
  const given = text.trim();
  if (ID.test(given)) return Number(given);
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null;
  const { pathname, hash, search } = new URL(given);
  const inHash = hash.replace(/^#!?/, "");
  const parts = `${pathname}/${inHash.split("?")[0]}`.toLowerCase().split("/").filter(Boolean);
  const at = parts.findIndex((part, index) => PLACES[kind].test(part) && ID.test(parts[index + 1] ?? ""));
  if (at >= 0) return Number(parts[at + 1]);
  for (const [name, value] of new URLSearchParams(`${search.slice(1)}&${inHash.split("?")[1] ?? ""}`)) {
    if (name.toLowerCase() === `${kind}id` && ID.test(value)) return Number(value);
  }
  return null;
}
