import NextLink from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Where a call would be placed and no connection can. */
export function NoCallConnection() {
  return (
    <EmptyState
      kind="nothing-yet"
      title="No connection can place calls"
      action={
        <Button asChild>
          <NextLink href="/connections/new">Connect CXone</NextLink>
        </Button>
      }
    >
      Calls go through a connection to CXone that is not paused.
    </EmptyState>
  );
}
