"use client";

import { get, useFormContext, useFormState, useWatch } from "react-hook-form";
import { PasswordField } from "#components/form/password-field.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import type { StoredSecret } from "#components/ui/secret-field.tsx";
import type { SecretView } from "#lib/vault/schema.ts";

type SecretInputProps = {
  name: string;
  label: string;
  help?: string;
  kept?: SecretView | undefined;
  /** Fields that say where secrets go. */
  destination: readonly string[];
};

/** A secret of a connection: what is kept stays, unless it would go to another place. */
export function SecretInput({ name, label, help, kept, destination }: SecretInputProps) {
  const elsewhere = useLeadsElsewhere(destination);
  if (!kept) return <PasswordField name={name} label={label} help={help} />;
  // What is kept would not be sent to a new place, so it cannot be offered.
  if (elsewhere)
    return <PasswordField name={name} label={label} help="Enter it again: it would go to a new place." />;
  return <StoredSecretField name={name} label={label} secret={storedSecret(kept)} />;
}

/** True when one of the fields differs from what the form began with. */
function useLeadsElsewhere(destination: readonly string[]): boolean {
  const { control } = useFormContext();
  const now = useWatch({ control, name: destination });
  const { defaultValues } = useFormState({ control });
  return destination.some((name, index) => (get(defaultValues, name) ?? "") !== (now[index] ?? ""));
}

function storedSecret(view: SecretView): StoredSecret | null {
  if (!view.set) return null;
  const { hint, setAt, expiresAt } = view;
  return { setAt, ...(hint ? { endsWith: hint } : {}), ...(expiresAt ? { expiresAt } : {}) };
}
