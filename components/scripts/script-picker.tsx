"use client";

import { useState } from "react";
import { ObjectPicker } from "#components/tenant/object-picker.tsx";
import type { ScriptRow } from "#lib/scripts/schema.ts";

type ScriptPickerProps = {
  connectionId: string;
  /** Path of the script; empty for none. */
  chosen: string;
  onChoose: (path: string) => void;
};

/** Studio scripts of a tenant, known by their path. */
export function ScriptPicker({ connectionId, chosen, onChoose }: ScriptPickerProps) {
  // CXone knows scripts by number, channels by path: which number is chosen is known only here.
  const [masterId, setMasterId] = useState(0);
  return (
    <ObjectPicker<ScriptRow>
      connectionId={connectionId}
      noun="scripts"
      chosen={chosen ? [{ id: masterId, label: chosen }] : []}
      onChoose={({ id, label }, isChosen) => {
        setMasterId(isChosen ? id : 0);
        onChoose(isChosen ? label : "");
      }}
      toOption={({ masterId: id, path, channels }) => ({
        id,
        label: path,
        hint: channels.length > 0 ? `Run by ${channels.map(({ name }) => name).join(", ")}` : null,
        disabled: false,
      })}
    />
  );
}
