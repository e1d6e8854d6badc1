import type { RequestKey } from "#lib/email/requests/schema.ts";
import { RequestPanel } from "./request-panel.tsx";

/** The request that an address asks for, above the list. */
export function LinkedRequest({ subject, kind, mayChange }: RequestKey & { mayChange: boolean }) {
  return (
    <div className="mb-6 max-w-3xl">
      <RequestPanel subject={subject} kind={kind} mayChange={mayChange} />
    </div>
  );
}
