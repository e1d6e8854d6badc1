"use client";

import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look.ts";
import { cn } from "./cn.ts";
import { Tooltip } from "./tooltip.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "children"> & {
  /** Its name, and its tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
};

/** An icon without a word, for toolbars only: the word is in the tooltip. */
export function IconButton({
  label,
  icon,
  variant = "ghost",
  size,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} namesChild>
      <button
        {...rest}
        type={type}
        aria-label={label}
        className={cn(buttonLook({ variant, size, square: true }), className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
