"use client";

import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { SecretField, type StoredSecret } from "../ui/secret-field.tsx";
import type { FieldProps } from "./field.tsx";
import { PasswordField } from "./password-field.tsx";
import { useField } from "./use-field.ts";

type StoredSecretFieldProps = FieldProps & {
  /** Null when none is kept yet. */
  secret: StoredSecret | null;
};

/** A secret that may be kept already. Its value starts as "" and "" means: keep the one that is stored. */
export function StoredSecretField({ secret, ...props }: StoredSecretFieldProps) {
  const [replacing, setReplacing] = useState(false);
  const { type } = useField(props.name, { secret: true });
  if (!secret) return <PasswordField {...props} />;
  if (!replacing) {
    return (
      <SecretField
        label={props.label}
        secret={secret}
        className={props.className}
        onReplace={props.disabled ? undefined : () => setReplacing(true)}
      />
    );
  }
  const keep = () => {
    type("");
    setReplacing(false);
  };
  return (
    <PasswordField
      {...props}
      autoFocus
      aside={
        <Button size="sm" variant="ghost" onClick={keep} className="-my-1">
          Keep the stored one
        </Button>
      }
    />
  );
}
