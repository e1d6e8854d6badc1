"use client";

import { Link } from "./link.tsx";
import { useCallsOf } from "./request-log-address.tsx";

/** Leads to the calls that a request made; nothing for readers whose role does not see them. */
export function CallsLink({ requestId }: { requestId: string | undefined }) {
  const address = useCallsOf(requestId);
  return address && <Link href={address}>Calls made</Link>;
}
