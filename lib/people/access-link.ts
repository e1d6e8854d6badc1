import "server-only";
import { hashToken } from "#lib/auth/session.ts";
import type { Tx } from "#lib/db/client.ts";
import type { AccessLink } from "#lib/db/generated/client.ts";
import { env } from "#lib/env.ts";
import { newId, newSecret } from "#lib/ids.ts";
import { LINK_HOURS, type LinkPurpose, type LinkState } from "./schema.ts";

type LinkFor = {
  purpose: LinkPurpose;
  email: string;
  name: string;
  role?: string;
  userId?: string;
  createdBy: string;
};

/**
 * Makes a link that works once within 72 h. Its token is in the answer and nowhere else: only the hash is kept.
 *
 * The token stands in the fragment (`/invite#…`), which browsers send to nobody: it is in no log of ours or of a proxy
 * before us, and in no Referer. The page posts it in a body (facts/product.md §5, URL hygiene).
 */
export async function makeLink(tx: Tx, link: LinkFor, now: Date): Promise<{ row: AccessLink; url: string }> {
  const token = newSecret(43);
  const row = await tx.accessLink.create({
    data: {
      ...link,
      id: newId("lnk"),
      tokenHash: hashToken(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + LINK_HOURS * 3_600_000),
    },
  });
  return { row, url: `${env().publicUrl}/${link.purpose}#${token}` };
}

/** Ends the links that lead to the same thing, so that at most one works at a time. */
export async function endLinksTo(
  tx: Tx,
  which: { purpose: LinkPurpose; email?: string; userId?: string; id?: string },
  endedBy: Exclude<LinkState, "open" | "expired">,
  now: Date,
): Promise<number> {
  const { count } = await tx.accessLink.updateMany({
    where: { ...which, endedAt: null },
    data: { endedAt: now, endedBy },
  });
  return count;
}

/** Whether a link still works, and if not, why. */
export function stateOf(link: AccessLink, now: Date): LinkState {
  if (link.endedAt) return (link.endedBy as LinkState | null) ?? "withdrawn";
  return link.expiresAt <= now ? "expired" : "open";
}
