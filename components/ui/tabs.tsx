"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./cn.ts";
import { tabListLook, tabLook } from "./tab-look.ts";

export type Tab = { value: string; label: ReactNode; content: ReactNode };

type TabsProps = {
  /** Names the row of tabs. */
  label: string;
  tabs: readonly Tab[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
};

/** Tabs within a page (arrow keys, Home, End). What deserves an address uses `TabLinks` instead. */
export function Tabs({ label, tabs, defaultValue, value, onValueChange, className }: TabsProps) {
  const id = useId();
  const [own, setOwn] = useState(defaultValue ?? tabs[0]?.value);
  const current = tabs.find((tab) => tab.value === (value ?? own)) ?? tabs[0];

  const choose = (tab: Tab) => {
    setOwn(tab.value);
    onValueChange?.(tab.value);
    document.getElementById(`${id}-${tab.value}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = current ? tabs.indexOf(current) : 0;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next) return;
    event.preventDefault();
    choose(next);
  };

  return (
    <div className={className}>
      <div role="tablist" aria-label={label} className={tabListLook}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${id}-${tab.value}`}
            type="button"
            role="tab"
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            className={cn(tabLook)}
            onClick={() => choose(tab)}
            onKeyDown={onKeyDown}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${current?.value}`} className="pt-4">
        {current?.content}
      </div>
    </div>
  );
}
