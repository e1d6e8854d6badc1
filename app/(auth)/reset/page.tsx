// Owner of the data: AcceptLink in the browser, which alone knows the token.
import type { Metadata } from "next";
import { AcceptLink } from "#components/auth/accept-link.tsx";

export const metadata: Metadata = { title: "Set new password", referrer: "no-referrer" };

export default function ResetPage() {
  return (
    <>
      <h1 className="mb-4 text-lg">Set new password</h1>
      <AcceptLink purpose="reset" />
    </>
  );
}
