import { Callout } from "#components/ui/callout.tsx";
import { OIDC_SENTENCES } from "#lib/auth/oidc/mapping.ts";

type OidcResultNoteProps = { result: unknown; className?: string };

/** How a round trip to the identity provider ended, when it did not end well. */
export function OidcResultNote({ result, className }: OidcResultNoteProps) {
  const told = Object.entries(OIDC_SENTENCES).find(([name]) => name === result)?.[1];
  if (!told) return null;
  return (
    <Callout kind={result === "link" ? "info" : "bad"} title={told.title} role="alert" className={className}>
      <p>{told.detail}</p>
      <p className="mt-1 text-muted">{told.fix}</p>
    </Callout>
  );
}
