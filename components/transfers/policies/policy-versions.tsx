import { FieldDiff } from "#components/ui/field-diff.tsx";
import { State } from "#components/ui/state.tsx";
import { RestoreVersion } from "#components/versions/restore-version.tsx";
import { VersionList } from "#components/versions/version-list.tsx";
import type { PolicyView, VersionView } from "#lib/transfers/policies/schema.ts";
import type { VersionPage } from "#lib/versions/schema.ts";

type PolicyVersionsProps = {
  policy: PolicyView;
  page: VersionPage<VersionView>;
  before: number | undefined;
  canRestore: boolean;
};

/** The versions of a policy: which fields each changed, and which cases failed under it. */
export function PolicyVersions({ policy, page, before, canRestore }: PolicyVersionsProps) {
  return (
    <VersionList
      page={page}
      current={policy.version}
      base={`/transfers/policies/${policy.id}/versions`}
      before={before}
      changes={(version) => <Changes {...version} />}
      restore={
        canRestore &&
        (({ version }) => (
          <RestoreVersion
            path={`/api/transfer-policies/${policy.id}`}
            version={version}
            current={policy.version}
            consent={{ name: "allowFailingCases", label: "Also if cases of the policy fail under it" }}
          >
            Transfers under way go on by the version they began with.
          </RestoreVersion>
        ))
      }
    />
  );
}

function Changes({ changes, failing }: VersionView) {
  return (
    <>
      {changes === null ? (
        <p className="mt-2 text-muted text-sm">The first version.</p>
      ) : (
        <FieldDiff changes={changes} className="mt-2" />
      )}
      {failing.length > 0 && (
        <div className="mt-2 text-sm">
          <State kind="warning">
            Saved although {failing.length === 1 ? "a case" : `${failing.length} cases`} failed
          </State>
          <ul className="mt-1 list-disc pl-6">
            {failing.map(({ name, why }) => (
              <li key={name}>
                <span className="font-medium">{name}</span>: {why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
