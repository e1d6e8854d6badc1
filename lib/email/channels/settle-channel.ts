import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import type { EmailChannelState } from "./schema.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { stateAfter } from "./state.ts";
import { subjectOf } from "./subject.ts";
import { writeChannel } from "./write-channel.ts";

/** Names the notice about a channel that is not whole any more. */
const checksCause = (subject: string) => `${subject}:checks`;

/**
 * Judges a channel by its steps and checks: live once all are done and none fails, degraded when that is so no more.
 * Called after everything that may have changed a step.
 */
export async function settleChannel(ctx: Ctx, id: string): Promise<EmailChannelState> {
  const subject = subjectOf(id);
  const context = await loadSetup(emailChannelSetup, ctx, subject);
  const open = emailChannelSetup.steps.filter((step) => step.todo(context) !== null);
  const broken = Object.values(context.checks).filter(({ state }) => state === "failed");
  const before = context.channel.state;
  const after = stateAfter(before, open.length === 0 && broken.length === 0);
  await db().$transaction(async (tx) => {
    const reasons = [
      ...open.map((step) => `${step.title}: ${step.todo(context)}`),
      ...broken.map(({ message }) => message),
    ];
    if (after === "degraded") {
      await openNotice(tx, {
        cause: checksCause(subject),
        severity: "bad",
        title: `${context.channel.name} is degraded`,
        body: reasons.join(" "),
        link: `/email/channels/${id}`,
        now: ctx.now(),
      });
    } else await resolveNotice(tx, checksCause(subject), ctx.now());
    if (after === before) return;
    await writeChannel(tx, ctx, id, { state: after });
    // Its home says at once what went over it, not with the next round of looks.
    const connectionId = context.connection.id;
    await sendJob(tx, "email-traffic.look", { connectionId }, { singletonKey: connectionId });
    await writeAudit(tx, ctx, {
      action: after === "degraded" ? "email_channel.degraded" : "email_channel.live",
      object: subject,
      before: { state: before },
      after: { state: after, ...(reasons.length > 0 ? { reasons } : {}) },
    });
  });
  return after;
}
