import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { domainSubject } from "../schema.ts";
import { type DomainEvent, requiredFindings } from "./clock/state.ts";
import type { StoredDomain } from "./stored-domain.ts";

/** Opens and takes back the notices of a domain by what a look came to. */
export async function tellOfDomain(
  tx: Tx,
  ctx: Ctx,
  domain: StoredDomain,
  event: DomainEvent | null,
): Promise<void> {
  const now = ctx.now();
  const link = `/email/domains/${domain.id}`;
  const cause = (what: DomainEvent) => `${domainSubject(domain.id)}:${what}`;
  if (event === "verified") {
    await resolveNotice(tx, cause("failed"), now);
    await openNotice(tx, {
      cause: cause("verified"),
      severity: "info",
      title: `${domain.name}: every required record is there`,
      body: "Look in CXone whether Verified domain lists it, and note it here. Then the email channel can be made.",
      link,
      now,
    });
  }
  if (event === "failed") {
    await resolveNotice(tx, cause("verified"), now);
    await resolveNotice(tx, cause("losing"), now);
    await openNotice(tx, {
      cause: cause("failed"),
      severity: "bad",
      title: `${domain.name}: SES has given up`,
      body: "A required record was not there for 72 hours. Correct it, restart the verification in CXone, then here.",
      link,
      now,
    });
  }
  if (event === "losing") {
    const gone = requiredFindings(domain).filter(({ lostAt }) => lostAt !== null);
    await openNotice(tx, {
      cause: cause("losing"),
      severity: "bad",
      title: `${domain.name}: a record has disappeared`,
      body: `${gone.length === 1 ? "One required record is" : `${gone.length} required records are`} not in DNS any more. Mail may be lost already, and SES withdraws the domain after 72 hours.`,
      link,
      now,
    });
  }
  if (event === "recovered") {
    await resolveNotice(tx, cause("losing"), now);
    // By the daily look everybody has had a day to read it.
    if (ctx.actor.kind === "job") await resolveNotice(tx, cause("verified"), now);
  }
}
