// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { Facts } from "#components/console/facts.tsx";
import { Moment } from "#components/console/moment.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { NumbersGrant } from "#components/people/numbers-grant.tsx";
import { PersonDeeds } from "#components/people/person-deeds.tsx";
import { PersonForm } from "#components/people/person-form.tsx";
import { roleName } from "#components/people/role-name.ts";
import { SessionList } from "#components/people/session-list.tsx";
import { Card, Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { State } from "#components/ui/state.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getPerson } from "#lib/people/reads.ts";
import type { PersonView } from "#lib/people/schema.ts";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const person = await getPerson(ctx, id);
    const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
    const isMe = ctx.actor.id === id;
    return (
      <>
        <PageHeader
          title={person.name}
          note={person.email}
          breadcrumb={[{ label: "People", href: "/settings/people" }]}
          state={person.disabledAt ? <State kind="idle">Disabled</State> : <State kind="good">Active</State>}
        />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="grid content-start gap-6">
            {isAdmin && (
              <Card className="p-4">
                <PersonForm person={person} isMe={isMe} />
              </Card>
            )}
            <SessionList
              sessions={person.sessions}
              mayEnd={isAdmin}
              endAll={
                isMe
                  ? { path: "/api/sessions", label: "End all others" }
                  : { path: `/api/users/${id}/sessions`, label: "End all" }
              }
            />
          </div>
          <div className="grid content-start gap-6">
            <About person={person} />
            <NumbersGrant person={person} mayChange={isAdmin} />
            {isAdmin && <PersonDeeds person={person} isMe={isMe} />}
          </div>
        </div>
      </>
    );
  });
}

function About({ person }: { person: PersonView }) {
  const ways = { password: "password", oidc: "identity provider" };
  return (
    <Section title="About">
      <Facts
        className="p-3 sm:grid-cols-[6rem_minmax(0,1fr)]"
        facts={[
          ["Role", roleName(person.role)],
          ["Signs in by", person.signsInBy.map((way) => ways[way]).join(", ") || "nothing yet"],
          ["Added", <Moment key="added" at={person.createdAt} />],
          ...(person.disabledAt
            ? [["Disabled", <Moment key="disabled" at={person.disabledAt} />] as const]
            : []),
          [
            "History",
            <span key="history" className="grid">
              <Link href={`/activity/audit?object=user:${person.id}`}>What was done to this person</Link>
              <Link href={`/activity/audit?actor=${person.id}`}>What this person did</Link>
            </span>,
          ],
        ]}
      />
    </Section>
  );
}
