"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { EmailChannelView } from "#lib/email/channels/schema.ts";
import type { MailView } from "#lib/email/mails/schema.ts";
import type { SmtpView } from "#lib/email/smtp/schema.ts";

// Fetched only for channels that send over a mail server of one's own.
const SmtpPanel = lazy(() =>
  import("#components/email/smtp/smtp-panel.tsx").then((file) => ({ default: file.SmtpPanel })),
);

/** The mail server of a channel, as the page of a step gives it. */
export type ChannelMail = {
  smtp: SmtpView;
  mails: readonly MailView[];
  mayGrant: boolean;
  maySend: boolean;
  /** How an authorisation ended that came back to this step. */
  authorised?: string;
};

type LazyMailPanelProps = { mail: ChannelMail; channel: EmailChannelView; stepId: string };

/** Authorise, test and round trip at the step that needs them. */
export function LazyMailPanel({ mail, channel, stepId }: LazyMailPanelProps) {
  const { id, name } = channel;
  return (
    <section aria-label={mail.smtp.name} className="grid gap-2">
      <h2 className="text-base">{mail.smtp.name}</h2>
      <Suspense fallback={<Skeleton className="h-48" />}>
        <SmtpPanel
          first={mail.smtp}
          mails={mail.mails}
          mayGrant={mail.mayGrant}
          maySend={mail.maySend}
          channel={{ id, name }}
          isTest={stepId === "test"}
          back={`/email/channels/${id}/setup/${stepId}`}
          {...(mail.authorised ? { authorised: mail.authorised } : {})}
        />
      </Suspense>
    </section>
  );
}
