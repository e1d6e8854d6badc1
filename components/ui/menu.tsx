"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look.ts";
import { cn } from "./cn.ts";
import type { MenuEntry } from "./menu-entry.ts";

const loadBody = () => import("./menu-body.tsx");
const MenuBody = lazy(loadBody);

type MenuProps = {
  /** Names the button and the menu. */
  label: string;
  entries: readonly MenuEntry[];
  /** Shown before the label, or alone with `iconOnly`. */
  icon?: ReactNode;
  iconOnly?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
  align?: "start" | "end";
  side?: "top" | "bottom";
  /** Takes the place of icon, label and arrow inside the button. */
  children?: ReactNode;
  className?: string;
};

/** A button with a menu of deeds, links, ticks or one choice. The menu's code (30 kB) is fetched when the pointer nears. */
export function Menu({
  label,
  entries,
  icon,
  iconOnly = false,
  variant = "secondary",
  size,
  align = "end",
  side = "bottom",
  children,
  className,
}: MenuProps) {
  const [open, setOpen] = useState<"by-pointer" | "by-key" | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  return (
    <span className={cn("relative inline-flex", className)}>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open !== null}
        aria-label={iconOnly || children ? label : undefined}
        title={iconOnly ? label : undefined}
        className={cn(
          children
            ? "flex min-w-0 flex-1 items-center gap-2 rounded-md p-1 text-left hover:bg-hover aria-expanded:bg-hover"
            : buttonLook({ variant, size, square: iconOnly }),
        )}
        onPointerEnter={loadBody}
        onFocus={loadBody}
        // A press by Enter or Space counts no clicks.
        onClick={(event) => setOpen(open ? null : event.detail === 0 ? "by-key" : "by-pointer")}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen("by-key");
        }}
      >
        {children ?? (
          <>
            {icon}
            {!iconOnly && label}
            {!iconOnly && <ChevronDown aria-hidden className="-mr-1 text-faint" />}
          </>
        )}
      </button>
      {open && (
        <Suspense fallback={null}>
          <MenuBody
            label={label}
            entries={entries}
            align={align}
            side={side}
            button={button}
            toFirst={open === "by-key"}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </span>
  );
}
