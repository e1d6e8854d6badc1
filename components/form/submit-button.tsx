"use client";

import type { ComponentProps } from "react";
import { useFormState } from "react-hook-form";
import { Button } from "../ui/button.tsx";

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, "type" | "loading" | "asChild">;

/** Sends the form around it. Never greyed out for what is wrong: pressing it says what that is. */
export function SubmitButton({ variant = "primary", ...rest }: SubmitButtonProps) {
  const { isSubmitting } = useFormState();
  return <Button {...rest} type="submit" variant={variant} loading={isSubmitting} />;
}
