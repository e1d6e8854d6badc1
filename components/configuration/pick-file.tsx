"use client";

import { useId } from "react";
import { useFormContext } from "react-hook-form";
import { buttonLook } from "#components/ui/button-look.ts";

/** Puts the text of a file from this computer into a field; the file itself is not sent. */
export function PickFile({ name }: { name: string }) {
  const id = useId();
  const { setValue } = useFormContext();
  return (
    <>
      <label htmlFor={id} className={buttonLook({ variant: "secondary" })}>
        Choose a file
      </label>
      <input
        id={id}
        type="file"
        accept=".yaml,.yml,.json"
        className="sr-only"
        onChange={async (event) => {
          const [file] = event.target.files ?? [];
          if (file) setValue(name, await file.text(), { shouldDirty: true });
          // The same file may be chosen again after a change.
          event.target.value = "";
        }}
      />
    </>
  );
}
