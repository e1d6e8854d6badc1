import type { ReactNode } from "react";
import type { DriftView } from "#lib/setup/schema.ts";
import { FieldDiff } from "../ui/field-diff.tsx";
import { Time } from "../ui/time.tsx";

const inWords = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** One difference: what was applied, what is there now, since when and by whom. */
export function DriftRow({ item, children }: { item: DriftView; children?: ReactNode }) {
  const { system, kind, name, field, expected, found, since, changedBy, ignored } = item;
  return (
    <li className="px-3 py-2 text-sm">
      <p>
        <span className="font-medium">{name}</span>{" "}
        <span className="text-muted">
          {kind} in {system}
        </span>
      </p>
      {field === "" ? (
        <p className="text-bad">{found === null ? "It is gone." : inWords(found)}</p>
      ) : (
        <FieldDiff
          className="mt-1"
          changes={[
            {
              field,
              ...(expected === null ? {} : { from: inWords(expected) }),
              ...(found === null ? {} : { to: inWords(found) }),
            },
          ]}
        />
      )}
      <p className="mt-1 text-muted text-xs">
        Seen first <Time at={since} />
        {changedBy
          ? ` · changed by ${changedBy.name}, in Patchbay`
          : ` · changed in ${system}; it does not say by whom`}
      </p>
      {ignored && (
        <p className="text-muted text-xs">
          Ignored by {ignored.by}, <Time at={ignored.at} />, until it changes again: {ignored.reason}
        </p>
      )}
      {children}
    </li>
  );
}
