import "server-only";
import { AppError } from "#lib/errors.ts";
import type { Ctx } from "./ctx.ts";

const FRESH_MINUTES = 10;

/**
 * Line two of every verb that deals with secrets, teardown, people, roles or sign-in: throws `reauth_required` unless the
 * person proved in the last 10 minutes who they are, so that a console left open, or a stolen cookie, cannot do the
 * worst (ASVS 7.5.2, 7.5.3). The console asks for the password and repeats the request.
 *
 * API tokens, jobs and the system pass: nobody is there to ask. A token was made by an admin who had just been asked, it
 * is never carried by a browser, and it can be revoked.
 */
export function requireFresh(ctx: Ctx): void {
  if (ctx.actor.kind !== "user") return;
  const at = ctx.session?.authenticatedAt.getTime() ?? Number.NEGATIVE_INFINITY;
  if (ctx.now().getTime() - at < FRESH_MINUTES * 60_000) return;
  throw new AppError("reauth_required", {
    detail: `This needs a sign-in of the last ${FRESH_MINUTES} minutes.`,
  });
}
