import { notFound } from "next/navigation";
import type { ReactElement } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";

/**
 * Renders a page from its reads. A role that may not see it gets a page that says so, a thing that is gone gets "not
 * found"; anything else goes to the error page.
 */
export async function permitted(render: () => Promise<ReactElement>): Promise<ReactElement> {
  try {
    return await render();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "not_found") notFound();
    if (code !== "forbidden") throw error;
    return (
      <EmptyState kind="no-permission" title="Your role does not allow this">
        {(error as Error).message} Ask an admin to do it or to change your role.
      </EmptyState>
    );
  }
}
