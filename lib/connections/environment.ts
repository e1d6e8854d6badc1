import "server-only";
import { allowedPrivateHosts } from "#lib/private-hosts/reads.ts";

/** A tenant on a private host that an admin allowed is a sandbox; everything else counts as live, to be careful. */
export async function environmentOf(issuer: string): Promise<"sandbox" | "live"> {
  const { host, hostname } = new URL(issuer);
  const allowed = await allowedPrivateHosts();
  return allowed.includes(host) || allowed.includes(hostname) ? "sandbox" : "live";
}
