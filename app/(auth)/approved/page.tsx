// Owner of the data: this Server Component (how it ended stands in the address). For an administrator at Microsoft, who
// mostly has no account here.
import type { Metadata } from "next";

export const metadata: Metadata = { title: "Approval" };

type PageProps = { searchParams: Promise<{ result?: string | string[] }> };

export default async function ApprovedPage({ searchParams }: PageProps) {
  const declined = (await searchParams).result === "declined";
  return (
    <>
      <h1 className="mb-4 text-lg">{declined ? "Not approved" : "Approved"}</h1>
      <p className="text-muted text-sm">
        {declined
          ? "Microsoft was told no, or this account may not approve for the tenant. Nothing has changed. Open the link again with an administrator's account."
          : "Patchbay may send mail for mailboxes of the tenant that authorise it. Tell whoever sent you the link, and close this page."}
      </p>
    </>
  );
}
