"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look.ts";
import { cn } from "./cn.ts";

const loadBody = () => import("./popover-body.tsx");
const PopoverBody = lazy(loadBody);

type PopoverProps = {
  /** Names the button and the popover. */
  label: string;
  /** What stands on the button, where its name says more. */
  text?: string;
  /** The icon says enough: the name is only read out. */
  labelHidden?: boolean;
  icon?: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  align?: "start" | "end";
  className?: string;
  /** The content, or a function that is handed a way to close it. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** A button with a small panel: a filter, a few settings. Its code is fetched when the pointer nears. */
export function Popover({
  label,
  text = label,
  labelHidden = false,
  icon,
  variant,
  size,
  align = "start",
  className,
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);

  return (
    <span className={cn("relative inline-flex", className)}>
      <button
        ref={button}
        type="button"
        {...((labelHidden || text !== label) && { "aria-label": label })}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={buttonLook({ variant, size })}
        onPointerEnter={loadBody}
        onFocus={loadBody}
        onClick={() => setOpen(!open)}
      >
        {icon}
        {!labelHidden && text}
      </button>
      {open && (
        <Suspense fallback={null}>
          <PopoverBody label={label} align={align} button={button} onClose={close}>
            {typeof children === "function" ? children(close) : children}
          </PopoverBody>
        </Suspense>
      )}
    </span>
  );
}
