import { State } from "#components/ui/state.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";

/** The state of a connection by its last check, never by hope. */
export function ConnectionHealth({
  connection,
}: {
  connection: Pick<ConnectionView, "lastError" | "lastOkAt">;
}) {
  if (connection.lastError) return <State kind="bad">Failing</State>;
  if (connection.lastOkAt) return <State kind="good">Working</State>;
  return <State kind="unknown">Not checked</State>;
}
