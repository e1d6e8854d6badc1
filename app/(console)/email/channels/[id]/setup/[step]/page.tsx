// Owner of the data: TanStack Query in ChannelWizard; this page gives it the first answer.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { permitted } from "#components/console/permitted.tsx";
import { ChannelWizard } from "#components/email/channels/channel-wizard.tsx";
import type { Ctx } from "#lib/auth/ctx.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getChannelChoices, getEmailChannel, getEmailChannelSetup } from "#lib/email/channels/reads.ts";
import { listMails } from "#lib/email/mails/reads.ts";
import { getSmtp } from "#lib/email/smtp/reads.ts";

export const metadata: Metadata = { title: "Email channel set-up" };

/** The steps at which a mail server of one's own is authorised and tried. */
const SENDS: ReadonlySet<string> = new Set(["sending", "test"]);

type Props = {
  params: Promise<{ id: string; step: string }>;
  searchParams: Promise<Record<"authorised" | "made", string | string[] | undefined>>;
};

export default async function SetupStepPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const [{ id, step }, { authorised, made }] = await Promise.all([params, searchParams]);
  return permitted(async () => {
    const [setup, channel, choices] = await Promise.all([
      getEmailChannelSetup(ctx, id),
      getEmailChannel(ctx, id),
      getChannelChoices(ctx, id),
    ]);
    if (!setup.steps.some((candidate) => candidate.id === step)) notFound();
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    const mayGrant = role === "admin";
    const mayAct = mayGrant || role === "operator";
    const mail = mayAct && channel.smtp && SENDS.has(step) ? await mailOf(ctx, channel.smtp.id) : null;
    return (
      <ChannelWizard
        channel={channel}
        choices={choices}
        mail={mail && { ...mail, mayGrant, ...(typeof authorised === "string" ? { authorised } : {}) }}
        made={typeof made === "string" ? made : null}
        mayGrant={mayGrant}
        mayAct={mayAct}
        stepId={step}
        initial={setup}
      />
    );
  });
}

async function mailOf(ctx: Ctx, smtpId: string) {
  const [smtp, mails] = await Promise.all([
    getSmtp(ctx, smtpId),
    listMails(ctx, { smtp: smtpId, limit: 10 }),
  ]);
  return { smtp, mails: mails.items, maySend: true };
}
