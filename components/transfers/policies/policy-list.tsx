import NextLink from "next/link";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PolicyListItem } from "#lib/transfers/policies/schema.ts";

/** Policies with where each leads and how its cases stand. */
export function PolicyList({ policies }: { policies: readonly PolicyListItem[] }) {
  return (
    <ul className="divide-y rounded-md border bg-surface">
      {policies.map((policy) => (
        <li
          key={policy.id}
          className="relative grid items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-hover md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_9rem_8rem]"
        >
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-2">
              <NextLink
                href={`/transfers/policies/${policy.id}`}
                className="break-words font-medium after:absolute after:inset-0"
              >
                {policy.name}
              </NextLink>
              {policy.connection.environment === "sandbox" && <SandboxBadge />}
            </div>
            <p className="text-muted text-sm">{policy.connection.name}</p>
          </div>
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
        </li>
      ))}
    </ul>
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
