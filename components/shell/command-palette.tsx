"use client";

import Search from "lucide-react/icons/search";
import { lazy, Suspense, useEffect, useState } from "react";
import { cn } from "../ui/cn.ts";
import { Kbd } from "../ui/kbd.tsx";
import type { Command } from "./command.ts";
import { isPaletteShortcut } from "./early-shortcut.tsx";

const loadBody = () => import("./command-palette-body.tsx");
const PaletteBody = lazy(loadBody);

type CommandPaletteProps = {
  commands: readonly Command[];
  /** A route that finds things by name or id: asked with `?q=`, answers `{ items: Command[] }`. */
  searchPath?: string;
  /** Icon alone. */
  compact?: boolean;
  /** Listens for Ctrl/Cmd-K. One palette of a page does. */
  shortcut?: boolean;
  className?: string;
};

/** The button and the shortcut of the command palette; its code (30 kB) is loaded when it is wanted. */
export function CommandPalette({
  commands,
  searchPath,
  compact = false,
  shortcut = true,
  className,
}: CommandPaletteProps) {
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!shortcut) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isPaletteShortcut(event)) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener("keydown", onKeyDown);
    // Pressed before this was there: `EarlyShortcut` has kept it.
    const { dataset } = document.documentElement;
    if (dataset.palette === "wanted") setOpen(true);
    dataset.palette = "listens";
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      delete dataset.palette;
    };
  }, [shortcut]);

  return (
    <>
      <button
        type="button"
        aria-label="Search and commands"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={loadBody}
        onFocus={loadBody}
        onClick={() => setOpen(true)}
        className={cn(
          "flex items-center gap-2 rounded-md text-muted text-sm hover:text-ink [&_svg]:size-4",
          compact
            ? "size-8 justify-center hover:bg-hover pointer-coarse:size-10"
            : "h-8 w-full border border-line bg-surface px-2 hover:border-line-strong",
          className,
        )}
      >
        <Search aria-hidden />
        {!compact && (
          <>
            <span className="flex-1 text-left">Search</span>
            <span aria-hidden className="flex gap-0.5">
              <Kbd>Ctrl</Kbd>
              <Kbd>K</Kbd>
            </span>
          </>
        )}
      </button>
      {open && (
        <Suspense fallback={null}>
          <PaletteBody commands={commands} searchPath={searchPath} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
