import { type Ctx, systemCtx } from "./ctx.ts";
import type { Role } from "./schema.ts";

type Who = { id?: string; name?: string; now?: () => Date; authenticatedAt?: Date };

/** For tests: the ctx of somebody with this role who has just signed in, so that `requireFresh` passes. */
export function testCtx(role: Role, { id = "usr_1", name = "Ann", now, authenticatedAt }: Who = {}): Ctx {
  const ctx = systemCtx("test");
  const clock = now ?? ctx.now;
  return {
    ...ctx,
    actor: { kind: "user", id, name, role },
    session: { id: "ses_1", method: "password", authenticatedAt: authenticatedAt ?? clock() },
    now: clock,
  };
}
