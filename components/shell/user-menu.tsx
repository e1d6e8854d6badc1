"use client";

import LogOut from "lucide-react/icons/log-out";
import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { useTheme } from "next-themes";
import { Menu } from "../ui/menu.tsx";
import type { MenuEntry } from "../ui/menu-entry.ts";

export type ShellUser = { name: string; email: string; role: string };

type UserMenuProps = {
  user: ShellUser;
  onSignOut: () => void;
  /** "My account" and the like, above the theme. */
  entries?: readonly MenuEntry[];
  /** Only the initials, for the top bar of a phone. */
  compact?: boolean;
};

/** Who is signed in; theme and sign-out. */
export function UserMenu({ user, onSignOut, entries = [], compact = false }: UserMenuProps) {
  const { theme = "system", setTheme } = useTheme();
  const all: MenuEntry[] = [
    ...entries,
    { kind: "heading", label: "Theme" },
    {
      kind: "choice",
      label: "Theme",
      value: theme,
      options: [
        { value: "light", label: "Light", icon: <Sun aria-hidden /> },
        { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
        { value: "system", label: "As the system", icon: <Monitor aria-hidden /> },
      ],
      onChange: setTheme,
    },
    { kind: "separator" },
    { label: "Sign out", icon: <LogOut aria-hidden />, onSelect: onSignOut },
  ];
  return (
    <Menu
      label={`Account of ${user.name}`}
      entries={all}
      align={compact ? "end" : "start"}
      side={compact ? "bottom" : "top"}
      className={compact ? undefined : "flex w-full"}
    >
      <span
        aria-hidden
        className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-medium text-accent-ink text-xs"
      >
        {initials(user.name)}
      </span>
      {!compact && (
        <span className="min-w-0">
          <span className="block truncate text-sm">{user.name}</span>
          <span className="block truncate text-faint text-xs">{user.role}</span>
        </span>
      )}
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => word?.charAt(0) ?? "",
  );
  return letters.join("").toUpperCase() || "?";
}
