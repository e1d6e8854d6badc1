import NextLink from "next/link";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { FieldDiff } from "#components/ui/field-diff.tsx";
import type { PendingChange } from "#lib/setup/schema.ts";
import { setupPath } from "./setup-path.ts";

const inWords = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

type PendingChangesProps = { handoverId: string; changes: readonly PendingChange[]; mayAct: boolean };

/** What was edited here and is not in the contact centre yet. */
export function PendingChanges({ handoverId, changes, mayAct }: PendingChangesProps) {
  if (changes.length === 0) return null;
  return (
    <Callout
      kind="warning"
      title="Changes not applied yet"
      actions={
        mayAct && (
          <Button asChild size="sm" variant="primary">
            <NextLink href={setupPath(handoverId, "review")}>Review and apply</NextLink>
          </Button>
        )
      }
    >
      <ul className="grid gap-1">
        {changes.map(({ lineId, sentence, fields }) => (
          <li key={lineId}>
            {sentence}
            {fields.length > 0 && (
              <FieldDiff
                changes={fields.map(({ name, from, to }) => ({
                  field: name,
                  ...(from === null ? {} : { from: inWords(from) }),
                  ...(to === null ? {} : { to: inWords(to) }),
                }))}
              />
            )}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
