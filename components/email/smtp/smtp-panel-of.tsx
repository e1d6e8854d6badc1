"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { MailView } from "#lib/email/mails/schema.ts";
import type { SmtpView } from "#lib/email/smtp/schema.ts";

const SmtpPanel = lazy(() => import("./smtp-panel.tsx").then((file) => ({ default: file.SmtpPanel })));

type SmtpPanelOfProps = {
  smtpId: string;
  mayGrant: boolean;
  maySend: boolean;
  /** Where a round trip goes to. */
  channel?: { id: string; name: string; address: string | null };
  /** The page that an authorisation comes back to, and how one ended by its address. */
  back: string;
  authorised?: string;
};

/** The same panel for a page that knows the id alone, such as a step of a set-up. */
export function SmtpPanelOf({ smtpId, ...rest }: SmtpPanelOfProps) {
  const [found, setFound] = useState<{ smtp: SmtpView; mails: MailView[] } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let gone = false;
    const path = `/api/email/smtp/${smtpId}`;
    Promise.all([
      fetchJson<SmtpView>(path),
      fetchJson<ListPage<MailView>>(`${path}/mails`, { query: { limit: 10 } }),
    ]).then(
      ([smtp, { items }]) => !gone && setFound({ smtp, mails: items }),
      (error: unknown) => {
        if (error instanceof ProblemError && !gone) setProblem(error);
      },
    );
    return () => {
      gone = true;
    };
  }, [smtpId]);
  if (problem) return <ErrorState problem={problem} />;
  if (!found) return <Skeleton className="h-64 w-full" />;
  return (
    <Suspense fallback={<Skeleton className="h-64 w-full" />}>
      <SmtpPanel key={smtpId} first={found.smtp} mails={found.mails} {...rest} />
    </Suspense>
  );
}
