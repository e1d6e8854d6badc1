import { ListRow, RowList } from "#components/console/list-row.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PolicyListItem } from "#lib/transfers/policies/schema.ts";

/** Policies with where each leads and how its cases stand. */
export function PolicyList({ policies }: { policies: readonly PolicyListItem[] }) {
  return (
    <RowList>
      {policies.map((policy) => (
        <ListRow
          key={policy.id}
          href={`/transfers/policies/${policy.id}`}
          name={policy.name}
          signs={policy.connection.environment === "sandbox" && <SandboxBadge />}
          note={policy.connection.name}
          className="md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_9rem_8rem]"
        >
          <p className="min-w-0 break-words text-sm">
            {policy.firstTarget}
            <span className="text-muted">
              {policy.fallbacks > 0 &&
                ` → ${policy.fallbacks} ${policy.fallbacks === 1 ? "fallback" : "fallbacks"}`}
              {` → ${policy.voicemail}`}
            </span>
          </p>
          <Cases {...policy.cases} />
          <div className="text-sm md:text-right">
            <p className="tabular-nums">
              {policy.transfers.count.toLocaleString("en-GB")}
              {policy.transfers.more && "+"} in 24 h
            </p>
            <p className="text-faint">
              version {policy.version}, <Time at={policy.archivedAt ?? policy.updatedAt} />
            </p>
          </div>
        </ListRow>
      ))}
    </RowList>
  );
}

function Cases({ total, passed }: PolicyListItem["cases"]) {
  if (total === 0) return <span className="text-faint text-sm">No cases kept</span>;
  return (
    <State kind={passed === total ? "good" : "bad"}>
      {passed === total ? `${total} of ${total} cases pass` : `${total - passed} of ${total} cases fail`}
    </State>
  );
}
