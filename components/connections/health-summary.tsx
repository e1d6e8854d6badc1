import NextLink from "next/link";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ConnectionHealthView } from "#lib/connections/health/schema.ts";

/** Failures that new credentials mend. */
const MENDED_BY_CREDENTIALS: ReadonlySet<string | null> = new Set([
  "wrong_access_key",
  "wrong_client",
  "client_disabled",
  "credentials_rejected",
  "unauthorized",
  "bad_token",
  "token_disabled",
]);

type HealthSummaryProps = { connectionId: string; health: ConnectionHealthView; isAdmin: boolean };

/** What is wrong, what it means and what to do; nothing when all is well. */
export function HealthSummary({ connectionId, health, isAdmin }: HealthSummaryProps) {
  const { failure, token, paused, stale } = health;
  const { state, reasons } = health.health;
  if (paused) {
    return (
      <Callout title="Checks and alerts are paused">
        {paused.by} paused them <Time at={paused.at} />. Conversations go on.
      </Callout>
    );
  }
  if (state === "failing") {
    const named = health.failingSince && failure ? failure : null;
    const title = named?.title ?? token?.failure?.title ?? reasons.join(" ");
    const since = health.failingSince ?? token?.failingSince;
    const byCredentials = MENDED_BY_CREDENTIALS.has(named?.code ?? null) || (!named && token?.failure);
    return (
      <Callout
        kind="bad"
        title={title.replace(/\.$/, "")}
        actions={
          <>
            {isAdmin && byCredentials && (
              <Button asChild variant="primary" size="sm">
                <NextLink href={`/connections/${connectionId}/credentials`}>Re-authorise</NextLink>
              </Button>
            )}
            {named?.requestKey && (
              <Button asChild size="sm">
                <NextLink href={`/activity/requests/${named.requestKey}`}>See the call</NextLink>
              </Button>
            )}
          </>
        }
      >
        <p>{named?.message ?? token?.failure?.detail}</p>
        <p>{named?.fix ?? token?.failure?.fix}</p>
        {since && (
          <p className="text-muted">
            Failing since <Time at={since} />.
          </p>
        )}
      </Callout>
    );
  }
  if (state === "healthy") return null;
  return (
    <Callout
      kind={state === "degraded" ? "warning" : "info"}
      title={stale ? "How it stands now is not known" : "It works, with reservations"}
    >
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {stale && (
        <p>
          Run the checks to see.{" "}
          {failure?.requestKey && (
            <Link href={`/activity/requests/${failure.requestKey}`}>See the last call that failed</Link>
          )}
        </p>
      )}
    </Callout>
  );
}
