import { notFound } from "next/navigation";
import type { ReactElement } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/**
 * Renders a page from its reads. A role that may not see it gets a page that says so, a thing that is gone gets "not
 * found", a vendor that does not answer is said so with the console still there, and so is an address that asks a thing for what
 * it does not have; anything else goes to the error page.
 */
export async function permitted(render: () => Promise<ReactElement>): Promise<ReactElement> {
  try {
    return await render();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "not_found") notFound();
    if (code === "upstream_failed" || code === "upstream_timeout")
      return <NoAnswer error={error as Explained} />;
    if (code === "bad_request") return <NotHere error={error as Explained} />;
    if (code !== "forbidden") throw error;
    return (
      <EmptyState kind="no-permission" title="Your role does not allow this">
        {(error as Error).message} Ask an admin to do it or to change your role.
      </EmptyState>
    );
  }
}

type Explained = Error & { options?: Partial<Problem> };

function NoAnswer({ error }: { error: Explained }) {
  const { title = "CXone did not answer", detail = error.message, fix } = error.options ?? {};
  return (
    <>
      <PageHeader title="No answer" />
      <ErrorState
        problem={{
          title,
          detail,
          fix: `${fix ?? ""} Nothing is known of this from an earlier visit; reload to ask again.`.trim(),
        }}
        actions={<Link href="/connections">Health of the connections</Link>}
      />
    </>
  );
}

/** The address asks a thing for what it does not have, such as the skills of a connection to another product. */
function NotHere({ error }: { error: Explained }) {
  const { title = "This address leads nowhere", detail = error.message, fix } = error.options ?? {};
  return (
    <>
      <PageHeader title="Not here" />
      <ErrorState
        problem={{ title, detail, ...(fix ? { fix } : {}) }}
        actions={<Link href="/connections">Connections</Link>}
      />
    </>
  );
}
