"use client";

import Check from "lucide-react/icons/check";
import { DropdownMenu } from "radix-ui";
import { type RefObject, useEffect, useRef } from "react";
import { cn } from "./cn.ts";
import type { MenuEntry, MenuItem } from "./menu-entry.ts";
import { PageLink } from "./page-link.tsx";

export type MenuBodyProps = {
  label: string;
  entries: readonly MenuEntry[];
  align: "start" | "end";
  side: "top" | "bottom";
  button: RefObject<HTMLButtonElement | null>;
  /** Opened by the keyboard: the first entry gets the focus at once. */
  toFirst: boolean;
  onClose: () => void;
};

const row =
  "flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-faint [&_svg]:size-4 [&_svg]:shrink-0";

/** The open menu. Loaded when the first menu of a page is wanted (see `Menu`). */
export default function MenuBody({ label, entries, align, side, button, toFirst, onClose }: MenuBodyProps) {
  const content = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!toFirst) return;
    // After Radix has given the focus to the menu itself.
    const frame = requestAnimationFrame(() =>
      content.current?.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [toFirst]);

  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      {/* Only a place to stand beside: the real button was there before this code was loaded. */}
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={content}
          aria-label={label}
          aria-labelledby={undefined}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-rise overflow-y-auto rounded-md bg-surface p-1 text-ink shadow-float"
          onInteractOutside={(event) => {
            // A press on the button itself closes through the button, or it would open again at once.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            button.current?.focus();
          }}
        >
          {entries.map((entry, index) => (
            <Entry key={entry.kind === "separator" ? `separator-${index}` : entry.label} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case "separator":
      return <DropdownMenu.Separator className="-mx-1 my-1 border-t" />;
    case "heading":
      return <DropdownMenu.Label className="px-2 py-1 text-faint text-xs">{entry.label}</DropdownMenu.Label>;
    case "check":
      return (
        <DropdownMenu.CheckboxItem
          className={row}
          checked={entry.checked}
          disabled={entry.disabled}
          onCheckedChange={entry.onChange}
          // The menu stays open: one chooses several.
          onSelect={(event) => event.preventDefault()}
        >
          <Tick />
          {entry.label}
        </DropdownMenu.CheckboxItem>
      );
    case "choice":
      return (
        <DropdownMenu.RadioGroup aria-label={entry.label} value={entry.value} onValueChange={entry.onChange}>
          {entry.options.map((option) => (
            <DropdownMenu.RadioItem
              key={option.value}
              value={option.value}
              className={row}
              onSelect={(event) => event.preventDefault()}
            >
              <Tick />
              {option.icon}
              {option.label}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      );
    default:
      return <Item item={entry} />;
  }
}

function Tick() {
  return (
    <span className="inline-flex size-4 shrink-0">
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="text-accent-ink" />
      </DropdownMenu.ItemIndicator>
    </span>
  );
}

function Item({ item }: { item: MenuItem }) {
  const content = (
    <>
      {item.icon}
      <span className="min-w-0">
        <span className="block">{item.label}</span>
        {item.note && <span className="block text-faint text-xs">{item.note}</span>}
      </span>
    </>
  );
  return (
    <DropdownMenu.Item
      asChild={item.href !== undefined && !item.disabled}
      disabled={item.disabled}
      onSelect={item.onSelect}
      className={cn(row, item.danger && !item.disabled && "text-bad")}
    >
      {item.href !== undefined && !item.disabled ? <PageLink href={item.href}>{content}</PageLink> : content}
    </DropdownMenu.Item>
  );
}
