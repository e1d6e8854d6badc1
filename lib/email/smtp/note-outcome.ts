import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { notify } from "#lib/live/notify.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { smtpSubject } from "../schema.ts";
import type { MailFailure } from "./schema.ts";

const causeOf = (id: string) => `${smtpSubject(id)}:failing`;

/**
 * Marks a configuration as failing. Its page goes on to work, with what failed and what mends it (facts/product.md §2.3,
 * Zammad 3292); a notice tells whoever is not looking.
 */
export async function noteFailing(tx: Tx, id: string, failure: MailFailure, now: Date): Promise<void> {
  const rows = await tx.smtpConfiguration.updateManyAndReturn({
    where: { id },
    data: { lastErrorAt: now, lastError: failure },
    select: { name: true },
  });
  const [row] = rows;
  if (!row) return;
  await openNotice(tx, {
    cause: causeOf(id),
    severity: "bad",
    title: `${row.name} does not send: ${failure.title}`,
    body: `${failure.detail} ${failure.fix}`,
    link: `/email/smtp/${id}`,
    now,
  });
  await notify(tx, "smtp");
}

/** It worked: what had failed is over. */
export async function noteSending(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.smtpConfiguration.updateMany({
    where: { id },
    data: { lastOkAt: now, lastError: Prisma.DbNull },
  });
  await resolveNotice(tx, causeOf(id), now);
  await notify(tx, "smtp");
}

/** Forgets a failure that the change of credentials answers; the next mail says whether it did. */
export async function forgetFailing(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.smtpConfiguration.updateMany({
    where: { id },
    data: { lastError: Prisma.DbNull, lastErrorAt: null },
  });
  await resolveNotice(tx, causeOf(id), now);
}
