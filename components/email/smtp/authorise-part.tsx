"use client";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { Authorised } from "#lib/email/smtp/schema.ts";
import { ErrorPage } from "./error-page.tsx";
import { FailureNote } from "./failure-note.tsx";
import type { UseSmtp } from "./use-smtp.ts";

const ENDS: Record<Exclude<Authorised, "success">, string> = {
  denied: "Microsoft was told no",
  consent_needed: "An administrator has to approve this first",
  wrong_tenant: "The account belongs to another tenant",
  expired: "The answer of Microsoft came too late or twice",
  failed: "The authorisation failed",
};

const beforeGrant = (mayGrant: boolean, mailbox: string) =>
  mayGrant
    ? `Leads to Microsoft. Sign in there as ${mailbox}; you come back to this page.`
    : `Nobody has authorised it yet. An admin presses Authorize here and signs in as ${mailbox}.`;

type AuthorisePartProps = {
  state: UseSmtp;
  mayGrant: boolean;
  back: string;
  authorised: string | undefined;
};

/** The Authorize of M-27, and how the last one ended (F-23). */
export function AuthorisePart({ state, mayGrant, back, authorised }: AuthorisePartProps) {
  const { smtp, busy, path, run } = state;
  const { grant, lastAuthorisation: last, state: stands, mailbox } = smtp;
  const authorise = () =>
    run("authorise", async () => {
      const { url } = await fetchJson<{ url: string }>(`${path}/authorize`, { body: { back } });
      window.location.assign(url);
    });
  return (
    <Section title="Authorisation" kind="plain">
      <div className="grid gap-3">
        {authorised === "success" && grant && stands === "untested" && (
          <Callout kind="good" role="status" title={`${grant.account ?? mailbox} is authorised`}>
            Send a test mail to see that the server takes it.
          </Callout>
        )}
        {authorised !== undefined && authorised !== "success" && !last?.failure && (
          <Callout kind="warning" role="status" title={ENDS[authorised as keyof typeof ENDS] ?? ENDS.failed}>
            Press Authorize to try again.
          </Callout>
        )}
        {last?.failure && (authorised !== undefined || !grant) && (
          <FailureNote
            failure={last.failure}
            adminConsentUrl={smtp.adminConsentUrl}
            kind={last.end === "failed" ? "bad" : "warning"}
          />
        )}
        {grant?.account && grant.account.toLowerCase() !== mailbox.toLowerCase() && (
          <Callout kind="warning" title={`Authorised as ${grant.account}, sends as ${mailbox}`}>
            Exchange allows that only if {grant.account} has Send As and Full Access on {mailbox}. Otherwise
            it answers 535 5.7.3 or SendAsDenied.
          </Callout>
        )}
        <div className="flex flex-wrap items-center gap-3 text-sm">
          {mayGrant && (
            <Button
              variant={grant ? "secondary" : "primary"}
              loading={busy === "authorise"}
              disabled={stands === "no_secret"}
              onClick={authorise}
            >
              {grant ? "Authorize again" : "Authorize"}
            </Button>
          )}
          <span className="text-muted">
            {grant ? (
              <>
                By {grant.by}, as {grant.account ?? "an account that Microsoft did not name"},{" "}
                <Time at={grant.at} />; renewed <Time at={grant.refreshedAt} />
              </>
            ) : (
              beforeGrant(mayGrant, mailbox)
            )}
          </span>
        </div>
        <ErrorPage smtp={smtp} />
      </div>
    </Section>
  );
}
