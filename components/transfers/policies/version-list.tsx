import { FieldDiff } from "#components/ui/field-diff.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PolicyView, VersionView } from "#lib/transfers/policies/schema.ts";
import { RestoreVersion } from "./restore-version.tsx";

type VersionListProps = { policy: PolicyView; versions: readonly VersionView[]; canRestore: boolean };

/** The versions of a policy, newest first: who made each when and why, what it changed, and what failed under it. */
export function VersionList({ policy, versions, canRestore }: VersionListProps) {
  return (
    <ol className="divide-y rounded-md border bg-surface">
      {versions.map((version) => (
        <li key={version.version} className="px-4 py-3">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <div className="min-w-0">
              <h2 className="font-medium text-sm">
                Version {version.version}
                {version.version === policy.version && (
                  <span className="font-normal text-muted"> · current</span>
                )}
              </h2>
              <p className="text-muted text-sm">
                {version.by}, <Time at={version.at} />
                {version.note && <> · {version.note}</>}
              </p>
            </div>
            {canRestore && version.version !== policy.version && (
              <RestoreVersion policy={policy} version={version.version} />
            )}
          </div>
          {version.changes === null ? (
            <p className="mt-2 text-muted text-sm">The first version.</p>
          ) : (
            <FieldDiff changes={version.changes} className="mt-2" />
          )}
          {version.failing.length > 0 && (
            <div className="mt-2 text-sm">
              <State kind="warning">
                Saved although {version.failing.length === 1 ? "a case" : `${version.failing.length} cases`}{" "}
                failed
              </State>
              <ul className="mt-1 list-disc pl-6">
                {version.failing.map(({ name, why }) => (
                  <li key={name}>
                    <span className="font-medium">{name}</span>: {why}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
