"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ByHandView } from "#lib/setup/schema.ts";
import { MenuPath } from "./menu-path.tsx";
import { useDeed } from "./use-deed.ts";

type LeftoversProps = {
  /** Where ticks go: `/api/handovers/69f9…/leftovers`. */
  base: string;
  items: readonly ByHandView[];
  mayTick: boolean;
};

/** What only a person can remove, as a list to tick: where to go, what to look for there, and who did it. */
export function Leftovers({ base, items, mayTick }: LeftoversProps) {
  const { busy, problem, run } = useDeed();
  const tick = (itemId: string, done: boolean) =>
    run(itemId, () => fetchJson(`${base}/${encodeURIComponent(itemId)}`, { method: "PUT", body: { done } }));
  return (
    <div>
      {problem && (
        <div className="p-3">
          <ErrorState problem={problem} />
        </div>
      )}
      <ul className="divide-y">
        {items.map((item) => (
          <li key={item.id} className="px-3 py-2 text-sm">
            <div className="flex items-start gap-2">
              <Checkbox
                id={`leftover-${item.id}`}
                checked={item.done !== null}
                disabled={!mayTick || busy === item.id}
                onChange={(event) => void tick(item.id, event.target.checked)}
              />
              <label
                htmlFor={`leftover-${item.id}`}
                className={item.done ? "py-0.5 text-muted line-through" : "py-0.5"}
              >
                {item.text}
              </label>
            </div>
            <div className="mt-1 pl-8">
              <MenuPath path={item.path} />
              <ul className="mt-1 grid gap-0.5">
                {item.values.map(({ label, value }) => (
                  <li key={label} className="flex flex-wrap items-center gap-x-2">
                    <span className="text-muted">{label}</span>
                    <code className="min-w-0 break-all">{value}</code>
                    <CopyButton value={value} label={label} />
                  </li>
                ))}
              </ul>
              {item.done && (
                <p className="text-muted text-xs">
                  Ticked by {item.done.by}, <Time at={item.done.at} />. No API shows it, so nothing checks it.
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
