import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";

/** Where a call would be placed and no connection can. */
export function NoCallConnection() {
  return (
    <EmptyState
      kind="nothing-yet"
      title="No connection can place calls"
      action={
        <Button asChild>
          <Link href="/connections/new">Connect CXone</Link>
        </Button>
      }
    >
      Calls go through a connection to CXone that is not paused.
    </EmptyState>
  );
}
