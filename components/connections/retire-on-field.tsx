"use client";

import { useState } from "react";
import { FieldFrame } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Select } from "#components/ui/select.tsx";

const options = [
  { value: "hand", label: "When somebody retires it" },
  { value: "date", label: "On a date" },
];

/** Until when the previous credential is kept as a fallback: null, or a date. */
export function RetireOnField() {
  const field = useField("retireOn", { help: true });
  const [kind, setKind] = useState("hand");
  return (
    <FieldFrame
      id={field.id}
      label="The previous one retires"
      error={field.error}
      help="Until then it stands in if CXone refuses the new one, and you are warned. While it does, no date ends it."
    >
      <div className="grid gap-2 sm:grid-cols-2">
        <Select
          {...field.aria}
          value={kind}
          options={options}
          onChange={(event) => {
            setKind(event.target.value);
            field.type(event.target.value === "date" ? "" : null);
          }}
        />
        {kind === "date" && (
          <input
            type="date"
            className="control"
            aria-label="The previous one retires: date"
            {...field.register("retireOn")}
          />
        )}
      </div>
    </FieldFrame>
  );
}
