import "server-only";
import { isIP } from "node:net";
import { type Resolve, resolveWithSystem } from "./pinned-lookup.ts";
import {
  DEFAULT_PORTS,
  isListedHost,
  parseTarget,
  type RefusalReason,
  refuseAddress,
  refuseTarget,
} from "./target.ts";

export type TargetCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: RefusalReason; readonly sentence: string };

/**
 * Says whether Patchbay would call this URL, for forms that take one. Resolves the name and checks every address.
 * It is advice for the person who types: the client checks again on each connection it opens.
 */
export async function checkTargetUrl(
  url: string,
  allowedPrivateHosts: readonly string[],
  options: { readonly ports?: readonly number[]; readonly resolve?: Resolve } = {},
): Promise<TargetCheck> {
  const target = parseTarget(url);
  if (!target) {
    return {
      ok: false,
      reason: "not-a-url",
      sentence: "Enter a full address such as https://example.com, without blanks.",
    };
  }
  const listed = isListedHost(target, allowedPrivateHosts);
  const refusal = refuseTarget(url, target, listed, options.ports ?? DEFAULT_PORTS);
  if (refusal) return { ok: false, ...refusal };
  if (isIP(target.hostname)) return { ok: true };
  const addresses = await (options.resolve ?? resolveWithSystem)(target.hostname).catch(() => []);
  if (addresses.length === 0) {
    return {
      ok: false,
      reason: "does-not-resolve",
      sentence: `The name ${target.hostname} does not resolve. Check the spelling.`,
    };
  }
  for (const { address } of addresses) {
    const refused = refuseAddress(target.hostname, address, listed);
    if (refused) return { ok: false, ...refused };
  }
  return { ok: true };
}
