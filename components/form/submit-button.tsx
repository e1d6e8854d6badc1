"use client";

import type { ComponentProps } from "react";
import { useFormState } from "react-hook-form";
import { Button } from "../ui/button.tsx";
import { useInBrowser } from "../ui/use-in-browser.ts";

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, "type" | "loading" | "asChild">;

/**
 * Sends the form around it. Never greyed out for what is wrong: pressing it says what that is. Only before the page's scripts
 * are there it cannot be pressed, nor by Enter in a field: the browser would send the form itself and lose what was typed.
 */
export function SubmitButton({ variant = "primary", disabled, ...rest }: SubmitButtonProps) {
  const { isSubmitting } = useFormState();
  const ready = useInBrowser();
  return (
    <Button {...rest} type="submit" variant={variant} loading={isSubmitting} disabled={disabled || !ready} />
  );
}
