// Owner of the data: this Server Component (how the round trip ended stands in the address).
import type { Metadata } from "next";
import { OidcResultNote } from "#components/auth/oidc-result-note.tsx";
import { TellConfirmed } from "#components/auth/tell-confirmed.tsx";

export const metadata: Metadata = { title: "Confirmed" };

type PageProps = { searchParams: Promise<{ result?: string | string[] }> };

export default async function ConfirmedPage({ searchParams }: PageProps) {
  const { result } = await searchParams;
  return (
    <>
      <h1 className="mb-4 text-lg">{result ? "Not confirmed" : "Confirmed"}</h1>
      {result ? (
        <OidcResultNote result={result} />
      ) : (
        <p className="text-muted text-sm">It is you. Go back to the tab you came from, and close this one.</p>
      )}
      <TellConfirmed confirmed={!result} />
    </>
  );
}
