import { Badge } from "#components/ui/badge.tsx";
import { FieldDiff } from "#components/ui/field-diff.tsx";
import { ChangedLines, linesInWords } from "#components/versions/changed-lines.tsx";
import { RestoreVersion } from "#components/versions/restore-version.tsx";
import { VersionList } from "#components/versions/version-list.tsx";
import type { SignatureView } from "#lib/email/signatures/schema.ts";
import type { SignatureVersionDetail, SignatureVersionView } from "#lib/email/signatures/versions/schema.ts";
import type { VersionPage } from "#lib/versions/schema.ts";

type SignatureVersionsProps = {
  signature: SignatureView;
  page: VersionPage<SignatureVersionView>;
  before: number | undefined;
  /** The version whose changes are shown. */
  open: SignatureVersionDetail | null;
  canRestore: boolean;
};

/** The versions of a signature: what each changed in its two bodies, its values and its name. */
export function SignatureVersions({ signature, page, before, open, canRestore }: SignatureVersionsProps) {
  const { id, version: current, people } = signature;
  return (
    <VersionList
      page={page}
      current={current}
      base={`/email/signatures/${id}/versions`}
      before={before}
      open={open?.version ?? null}
      facts={(version) => <Facts {...version} />}
      changes={() => open && <Changes {...open.changes} />}
      restore={
        canRestore &&
        (({ version }) => (
          <RestoreVersion path={`/api/email/signatures/${id}`} version={version} current={current}>
            {people.length === 0
              ? "Nobody has it."
              : `${people.length === 1 ? "The one person" : `All ${people.length} people`} who ${people.length === 1 ? "has it keeps" : "have it keep"} it.`}{" "}
            In CXone it has to be entered again.
          </RestoreVersion>
        ))
      }
    />
  );
}

function Facts({ plain, html, values, renamedFrom, name }: SignatureVersionView) {
  if (!plain || !html) return null;
  const words = [
    linesInWords("Plain text", plain),
    linesInWords("HTML", html),
    ...(values.length > 0 ? [`values: ${values.join(", ")}`] : []),
  ];
  return (
    <p className="text-sm">
      {words.join(" · ")}{" "}
      {renamedFrom && (
        <Badge>
          {renamedFrom} → {name}
        </Badge>
      )}
    </p>
  );
}

function Changes({ plain, html, values }: SignatureVersionDetail["changes"]) {
  return (
    <>
      <ChangedLines what="The plain text" changes={plain} />
      <ChangedLines what="The HTML" changes={html} />
      {values.length > 0 && <FieldDiff changes={values} className="mt-2" />}
    </>
  );
}
