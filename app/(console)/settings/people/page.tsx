// Owner of the data: TanStack Query in PeopleTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { InvitationList } from "#components/people/invitation-list.tsx";
import { PeopleTable } from "#components/people/people-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listInvitations, listUsers } from "#lib/people/reads.ts";
import { userQuerySchema } from "#lib/people/schema.ts";

export const metadata: Metadata = { title: "People" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows; the role is checked all the same.
  const asked = userQuerySchema.safeParse(await searchParams);
  return permitted(async () => {
    const [people, invitations] = await Promise.all([
      listUsers(ctx, asked.data ?? userQuerySchema.parse({})),
      listInvitations(ctx),
    ]);
    const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title="People"
          note="Who can sign in, and as what."
          actions={
            isAdmin && (
              <Button asChild variant="primary">
                <NextLink href="/settings/people/new">Invite person</NextLink>
              </Button>
            )
          }
        />
        <InvitationList invitations={invitations} mayChange={isAdmin} />
        <PeopleTable first={asked.success ? people : undefined} me={ctx.actor.id} />
      </>
    );
  });
}
