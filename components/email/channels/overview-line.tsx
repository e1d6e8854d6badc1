import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import type { EmailChannelState } from "#lib/email/channels/schema.ts";

/** The email channels in a line of the first page; nothing while there is none. */
export function EmailOverviewLine({ counts }: { counts: Record<EmailChannelState, number> }) {
  const { live, draft, degraded } = counts;
  if (live + draft + degraded === 0) return null;
  return (
    <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <Link href="/email">Email channels</Link>
      {live > 0 && <State kind="good">{live} live</State>}
      {degraded > 0 && <State kind="bad">{degraded} degraded</State>}
      {draft > 0 && <State kind="idle">{draft} being set up</State>}
    </p>
  );
}
