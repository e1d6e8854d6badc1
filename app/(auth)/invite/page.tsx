// Owner of the data: AcceptLink in the browser, which alone knows the token.
import type { Metadata } from "next";
import { AcceptLink } from "#components/auth/accept-link.tsx";

export const metadata: Metadata = { title: "Accept invitation", referrer: "no-referrer" };

export default function InvitePage() {
  return (
    <>
      <h1 className="mb-4 text-lg">Accept invitation</h1>
      <AcceptLink purpose="invite" />
    </>
  );
}
