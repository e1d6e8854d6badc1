import "server-only";
import { AppError } from "#lib/errors.ts";
import type { Ctx } from "./ctx.ts";

/** Line one of what a person does to their own account: throws `forbidden` for scripts and jobs, which have none. */
export function requireSession(ctx: Ctx): { userId: string; sessionId: string } {
  if (ctx.actor.kind === "user" && ctx.session) return { userId: ctx.actor.id, sessionId: ctx.session.id };
  throw new AppError("forbidden", {
    title: "Only for people who are signed in",
    detail: "An API token has no account of its own.",
    fix: "Do this in the console.",
  });
}
