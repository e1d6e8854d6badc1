"use client";

import { useTheme } from "next-themes";
import { useId, useSyncExternalStore } from "react";

const choices = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "System" },
];

const never = () => () => {};

/** Light, dark or as the system: three radio buttons in a row. The user menu has the same choice. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const name = useId();
  // The server cannot know the choice.
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset className="inline-flex rounded-md border bg-sunken p-0.5">
      <legend className="sr-only">Theme</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="rounded-md px-2 py-0.5 text-muted text-sm has-checked:bg-surface has-checked:text-ink has-checked:shadow-float has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={inBrowser && theme === choice.value}
            onChange={() => setTheme(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
