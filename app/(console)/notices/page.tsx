// Owner of the data: TanStack Query in NoticeTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { NoticeTable } from "#components/notices/notice-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listNotices } from "#lib/notices/reads.ts";
import { noticeQuerySchema } from "#lib/notices/schema.ts";

export const metadata: Metadata = { title: "Notices" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NoticesPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = noticeQuerySchema.safeParse(await searchParams);
  return permitted(async () => {
    const first = await listNotices(ctx, asked.success ? asked.data : noticeQuerySchema.parse({}));
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    return (
      <>
        <PageHeader
          title="Notices"
          note="One for each cause, however often it is found. Acknowledging says that somebody takes care; only mending it resolves it."
        />
        <NoticeTable
          first={asked.success ? first : undefined}
          mayAcknowledge={role === "admin" || role === "operator"}
        />
      </>
    );
  });
}
