"use client";

import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { type ReactNode, useState } from "react";
import { buttonLook } from "../ui/button-look.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { useField } from "./use-field.ts";

type PasswordFieldProps = FieldProps & {
  /** `off` for secrets of other systems, which are not the person's own password. */
  autoComplete?: "current-password" | "new-password" | "off";
  placeholder?: string;
  autoFocus?: boolean;
  aside?: ReactNode;
};

/** A secret being typed or pasted: hidden until asked, never kept as a draft, welcome to password managers. */
export function PasswordField({
  autoComplete = "off",
  placeholder,
  autoFocus,
  ...props
}: PasswordFieldProps) {
  const field = useField(props.name, { help: Boolean(props.help), secret: true });
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame {...props} id={field.id} error={field.error}>
      <div className="relative">
        <input
          {...field.registerText()}
          {...field.aria}
          type={shown ? "text" : "password"}
          disabled={props.disabled}
          placeholder={placeholder}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          {...(autoFocus && { autoFocus })}
          className="control pr-10"
        />
        <span className="absolute top-0.5 right-0.5">
          <button
            type="button"
            aria-pressed={shown}
            aria-label="Show characters"
            className={buttonLook({ variant: "ghost", size: "sm", square: true })}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </button>
        </span>
      </div>
    </FieldFrame>
  );
}
