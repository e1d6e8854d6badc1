// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { Facts } from "#components/console/facts.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { OwnPasswordForm } from "#components/people/own-password-form.tsx";
import { roleName } from "#components/people/role-name.ts";
import { SessionList } from "#components/people/session-list.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getOwnSession } from "#lib/auth/reads.ts";
import { listOwnSessions } from "#lib/people/list-sessions.ts";

export const metadata: Metadata = { title: "My account" };

export default async function AccountPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const [me, sessions] = await Promise.all([getOwnSession(ctx), listOwnSessions(ctx)]);
    return (
      <>
        <PageHeader title="My account" note="Who you are here, and where you are signed in." />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
          <SessionList sessions={sessions} endAll={{ path: "/api/sessions", label: "End all others" }} />
          <div className="grid content-start gap-6">
            <Section title="About me">
              <Facts
                className="p-3 sm:grid-cols-[6rem_minmax(0,1fr)]"
                facts={[
                  ["Name", me.name],
                  ["E-mail", me.email],
                  ["Role", roleName(me.role)],
                ]}
              />
            </Section>
            {me.hasPassword ? (
              <Section title="Password" note="Changing it ends your other sessions.">
                <div className="p-3">
                  <OwnPasswordForm email={me.email} />
                </div>
              </Section>
            ) : (
              <Section title="Password">
                <p className="p-3 text-muted text-sm">
                  You sign in through the identity provider. Your password is changed there.
                </p>
              </Section>
            )}
          </div>
        </div>
      </>
    );
  });
}
