"use client";

import { useEffect } from "react";
import { useFormContext } from "react-hook-form";
import { TextField } from "#components/form/text-field.tsx";

/** Why a version is made. A note is about one change: after `version` has moved on, the next one begins without. */
export function NoteField({ version }: { version: number }) {
  const { resetField } = useFormContext<{ note: string }>();
  useEffect(() => {
    if (version > 0) resetField("note", { defaultValue: "" });
  }, [version, resetField]);
  return <TextField name="note" label="Why" optional limit={200} help="Stands with the version." />;
}
