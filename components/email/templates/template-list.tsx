import { ListRow, RowList } from "#components/console/list-row.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { bytesInWords } from "#lib/email/html/size/mapping.ts";
import type { TemplateListItem } from "#lib/email/templates/schema.ts";

/** Templates with where each is used and how it stands in CXone. */
export function TemplateList({ templates }: { templates: readonly TemplateListItem[] }) {
  return (
    <RowList>
      {templates.map((template) => (
        <ListRow
          key={template.id}
          href={`/email/templates/${template.id}`}
          name={template.name}
          signs={template.connection.environment === "sandbox" && <SandboxBadge />}
          note={template.connection.name}
          className="md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_14rem_9rem]"
        >
          <p className="min-w-0 break-words text-sm">
            {template.channels.length === 0 ? (
              <span className="text-faint">No channel uses it</span>
            ) : (
              template.channels.map(({ name }) => name).join(", ")
            )}
          </p>
          <InCxone attested={template.attested} />
          <div className="text-sm md:text-right">
            <p className="tabular-nums">{bytesInWords(template.htmlBytes)}</p>
            <p className="text-faint">
              version {template.version}, <Time at={template.deletedAt ?? template.updatedAt} />
            </p>
          </div>
        </ListRow>
      ))}
    </RowList>
  );
}

function InCxone({ attested }: Pick<TemplateListItem, "attested">) {
  if (!attested) return <State kind="idle">Not said to be in CXone</State>;
  return attested.same ? (
    <State kind="good">Entered in CXone</State>
  ) : (
    <State kind="warning">Other in CXone</State>
  );
}
