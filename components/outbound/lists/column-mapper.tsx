import { useId } from "react";
import { Select } from "#components/ui/select.tsx";
import type { Columns, Table } from "#lib/outbound/lists/mapping.ts";

const ROLES = [
  ["phoneNumber", "Number"],
  ["name", "Name"],
  ["agent", "Agent"],
] as const;

type ColumnMapperProps = { table: Table; columns: Columns; onChange: (columns: Columns) => void };

/** Says which column of the file is what; what is ticked goes along with the call as context. */
export function ColumnMapper({ table, columns, onChange }: ColumnMapperProps) {
  const id = useId();
  const width = Math.max(
    table.header?.length ?? 0,
    ...table.rows.slice(0, 20).map(({ cells }) => cells.length),
  );
  const named = Array.from({ length: width }, (_, index) => ({
    index,
    name: table.header?.[index] || `Column ${index + 1}`,
  }));
  const roles = ROLES.map(([role]) => columns[role]);
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-3">
        {ROLES.map(([role, label]) => (
          <div key={role} className="min-w-0">
            <label htmlFor={`${id}-${role}`} className="mb-1 block font-medium text-sm">
              {label}
            </label>
            <Select
              id={`${id}-${role}`}
              value={columns[role] === null ? "none" : String(columns[role])}
              options={[
                { value: "none", label: role === "phoneNumber" ? "Choose a column" : "No column" },
                ...named.map(({ index, name }) => ({ value: String(index), label: name })),
              ]}
              onChange={({ target: { value } }) => {
                const index = value === "none" ? null : Number(value);
                onChange({ ...columns, [role]: index, data: columns.data.filter((one) => one !== index) });
              }}
            />
          </div>
        ))}
      </div>
      {named.length > 1 && (
        <fieldset>
          <legend className="mb-1 font-medium text-sm">Context of the call</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {named
              .filter(({ index }) => !roles.includes(index))
              .map(({ index, name }) => (
                <label key={index} className="flex items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent-solid"
                    checked={columns.data.includes(index)}
                    onChange={({ target }) =>
                      onChange({
                        ...columns,
                        data: target.checked
                          ? [...columns.data, index].toSorted((a, b) => a - b)
                          : columns.data.filter((one) => one !== index),
                      })
                    }
                  />
                  {name}
                </label>
              ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
