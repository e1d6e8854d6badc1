"use client";

import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import { SwitchField } from "#components/form/toggle-fields.tsx";

type StateSwitchProps = {
  name: string;
  /** What is on or off: "Outbound". */
  what: string;
  help: (on: boolean) => ReactNode;
  disabled?: boolean;
};

/** A switch whose label says the state, not a deed (M-30). */
export function StateSwitch({ name, what, help, disabled }: StateSwitchProps) {
  const on = Boolean(useWatch({ name }));
  return (
    <SwitchField name={name} label={`${what}: ${on ? "on" : "off"}`} help={help(on)} disabled={disabled} />
  );
}
