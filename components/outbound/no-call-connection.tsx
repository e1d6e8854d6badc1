import { ConnectTenant } from "#components/connections/connect-tenant.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Where a call would be placed and no connection can. */
export function NoCallConnection() {
  return (
    <EmptyState
      kind="nothing-yet"
      title="No connection can place calls"
      action={<ConnectTenant>Connect CXone</ConnectTenant>}
    >
      Calls go through a connection to CXone that is not paused.
    </EmptyState>
  );
}
