import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import type { CheckView } from "#lib/setup/schema.ts";
import { settleChannel } from "./settle-channel.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { subjectOf } from "./subject.ts";

/** Runs the checks of some steps of an email channel, or of all, and judges it by them. */
export async function checkEmailChannel(
  ctx: Ctx,
  id: string,
  stepIds?: readonly string[],
): Promise<CheckView[]> {
  requireRole(ctx, "admin", "operator");
  const subject = subjectOf(id);
  const checks = await runChecks(emailChannelSetup, ctx, { subject, ...(stepIds ? { stepIds } : {}) });
  await settleChannel(ctx, id);
  return checks;
}
