import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import { signInPath } from "#lib/auth/mapping.ts";
import { db } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import { smtpSubject } from "../schema.ts";
import { type Taken, takeAuthorisation } from "./authorisation.ts";
import type { Authorised, LastAuthorisation, MailFailure } from "./schema.ts";

/**
 * Ends an authorisation whose person is no admin any more when they come back: Microsoft is asked for nothing, so that no
 * grant comes of it, and the page that it was begun on says why.
 */
export async function turnAway(ctx: Ctx, query: URLSearchParams): Promise<string> {
  const now = ctx.now();
  const taken = await takeAuthorisation(query.get("state") ?? undefined, ctx.session?.id, now);
  if (!taken.ok) return endUntaken(ctx, taken);
  await endAuthorisation(ctx, taken.smtpId, "failed", NOT_ADMIN(now));
  return leadTo(taken.back, "failed");
}

/**
 * The same for somebody who was signed out or disabled meanwhile; leads to their page by way of signing in. `sessionId` is
 * what their cookie still says: without it nothing is written, whoever comes.
 */
export async function turnAwaySignedOut(
  sessionId: string | undefined,
  query: URLSearchParams,
): Promise<string> {
  const ctx = systemCtx("smtp-authorisation");
  const now = ctx.now();
  const taken = await takeAuthorisation(query.get("state") ?? undefined, sessionId, now);
  if (taken.ok) await endAuthorisation(ctx, taken.smtpId, "expired", SIGNED_OUT(now));
  return signInPath(leadTo(taken.back, "expired"));
}

/**
 * Says of an answer that cannot be taken up why, and gives the page to go on with. One that belongs to no mail server leads
 * to all of them, where `UNKNOWN_ANSWER` is said.
 */
export async function endUntaken(ctx: Ctx, taken: Taken & { ok: false }): Promise<string> {
  if (taken.why !== "unknown")
    await endAuthorisation(ctx, taken.smtpId, "expired", NOT_TAKEN[taken.why](ctx.now()));
  return leadTo(taken.back, "expired");
}

/** An authorisation that failed leaves one that works untouched: only what to say is kept. */
export async function endAuthorisation(
  ctx: Ctx,
  id: string,
  end: Authorised,
  failure: MailFailure,
): Promise<void> {
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    const authorisation: LastAuthorisation = { end, at: now.toISOString(), failure };
    await tx.smtpConfiguration.updateMany({ where: { id }, data: { authorisation } });
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: "smtp.authorisation_failed",
      object: smtpSubject(id),
      after: { end, code: failure.code },
    });
  });
}

/** The page that it was begun on, told how it ended. */
export function leadTo(back: string, end: Authorised): string {
  const url = new URL(back, "http://own");
  url.searchParams.set("authorised", end);
  return url.pathname + url.search;
}

const because =
  (code: string, title: string, detail: string) =>
  (at: Date): MailFailure => ({
    code,
    title,
    detail,
    fix: "Authorise again.",
    button: "authorise",
    at: at.toISOString(),
  });

const NOT_ADMIN = (at: Date): MailFailure => ({
  code: "no_admin",
  title: "Whoever authorised it is no admin any more",
  detail: "Their role was changed while they were at Microsoft. Nothing of what they granted is kept.",
  fix: "An admin authorises it.",
  at: at.toISOString(),
});
const SIGNED_OUT = because(
  "signed_out",
  "Whoever authorised it was signed out meanwhile",
  "Their session ended while they were at Microsoft. Nothing of what they granted is kept.",
);

/** Nothing is changed by it, so it is said by the page alone. */
export const UNKNOWN_ANSWER: Omit<MailFailure, "at"> = {
  code: "state_unknown",
  title: "This answer of Microsoft belongs to nothing that was begun here",
  detail: "It may be from another Patchbay, or older than a day. No mail server was changed by it.",
  fix: "An admin authorises a mail server on its own page.",
};
const NOT_TAKEN = {
  other_session: because(
    "state_other_session",
    "The authorisation was begun in another session",
    "It ends only in the browser and the sign-in that it was begun with.",
  ),
  used: because(
    "state_used",
    "This answer of Microsoft was used before",
    "The page was reloaded or gone back to. What it said counted the first time.",
  ),
  expired: because(
    "state_expired",
    "The authorisation took too long",
    "Microsoft's answer came more than 15 minutes after it was begun.",
  ),
};
