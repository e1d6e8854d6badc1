import "server-only";
import { AppError } from "#lib/errors.ts";
import type { Ctx } from "./ctx.ts";
import type { Role } from "./schema.ts";

/** Line one of every verb and read: throws `forbidden` unless the actor has one of the roles. Jobs and the system pass. */
export function requireRole(ctx: Ctx, ...roles: readonly Role[]): void {
  if (ctx.actor.kind === "job" || ctx.actor.kind === "system") return;
  if (!roles.includes(ctx.actor.role)) {
    throw new AppError("forbidden", {
      detail: `This needs the role ${roles.join(" or ")}; yours is ${ctx.actor.role}.`,
    });
  }
}
