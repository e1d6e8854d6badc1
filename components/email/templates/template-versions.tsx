import { Badge } from "#components/ui/badge.tsx";
import { ChangedLines, linesInWords } from "#components/versions/changed-lines.tsx";
import { RestoreVersion } from "#components/versions/restore-version.tsx";
import { VersionList } from "#components/versions/version-list.tsx";
import { bytesInWords } from "#lib/email/html/size/mapping.ts";
import type { TemplateView, VersionView } from "#lib/email/templates/schema.ts";
import type { Hunk } from "#lib/versions/mapping.ts";
import type { VersionPage } from "#lib/versions/schema.ts";

type TemplateVersionsProps = {
  template: TemplateView;
  page: VersionPage<VersionView>;
  before: number | undefined;
  /** The version whose changes are shown. */
  open: { version: number; changes: readonly Hunk[] } | null;
  canRestore: boolean;
};

/** The versions of a template: which lines of its HTML each changed, and its names. */
export function TemplateVersions({ template, page, before, open, canRestore }: TemplateVersionsProps) {
  return (
    <VersionList
      page={page}
      current={template.version}
      base={`/email/templates/${template.id}/versions`}
      before={before}
      open={open?.version ?? null}
      facts={({ lines, htmlBytes, renamedFrom, name }) => (
        <p className="text-sm">
          {lines && `${linesInWords("HTML", lines)} · `}
          {bytesInWords(htmlBytes)}{" "}
          {renamedFrom && (
            <Badge>
              {renamedFrom} → {name}
            </Badge>
          )}
        </p>
      )}
      changes={() => <ChangedLines what="The HTML" changes={open?.changes ?? []} />}
      restore={
        canRestore &&
        (({ version }) => (
          <RestoreVersion
            path={`/api/email/templates/${template.id}`}
            version={version}
            current={template.version}
          >
            In CXone it has to be entered again.
          </RestoreVersion>
        ))
      }
    />
  );
}
