import "server-only";
import type { Tx } from "#lib/db/client.ts";
import type { EmailDomain } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Attested, DomainRecord } from "./schema.ts";
import type { DomainState, Finding, ZoneFacts } from "./state.ts";

/** Told whenever a domain or what DNS shows of it changed. */
export const DOMAINS_TOPIC = "email-domains";

/** What the JSON columns of a domain hold. They are written by this folder alone. */
export type StoredDomain = Omit<EmailDomain, "state" | "records" | "findings" | "sesVerified"> & {
  state: DomainState;
  records: DomainRecord[];
  findings: Finding[];
  zone: ZoneFacts | null;
  sesVerified: Attested | null;
};

export function parseDomain(row: EmailDomain): StoredDomain {
  const kept = row.findings as { records: Finding[]; zone: ZoneFacts | null } | null;
  return {
    ...row,
    state: row.state as DomainState,
    records: row.records as DomainRecord[],
    findings: kept?.records ?? [],
    zone: kept?.zone ?? null,
    sesVerified: row.sesVerified as Attested | null,
  };
}

/** Throws `not_found`. */
export async function loadDomain(tx: Pick<Tx, "emailDomain">, id: string): Promise<StoredDomain> {
  const row = await tx.emailDomain.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", { detail: "There is no such domain." });
  return parseDomain(row);
}

/** Throws `conflict` unless the form began with the version that is kept. */
export function refuseOther(domain: StoredDomain, version: number): void {
  if (domain.version !== version) throw new AppError("conflict");
}
