"use client";

import Bookmark from "lucide-react/icons/bookmark";
import { useRouter, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-entry.ts";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { SavedView, ViewedList } from "#lib/saved-views/schema.ts";

const SaveView = lazy(() => import("./save-view.tsx"));

type SavedViewsProps = {
  list: ViewedList;
  views: readonly SavedView[];
  /** What of the address belongs to a view, beside search and columns: the filters. */
  names: readonly string[];
};

/** What a list was asked for, kept by name. A view is an address: choosing one leads there, and it can be shared. */
export function SavedViews({ list, views: first, names }: SavedViewsProps) {
  const router = useRouter();
  const address = useSearchParams();
  const [views, setViews] = useState(first);
  const [saving, setSaving] = useState(false);
  const asked = viewOf(address, names);
  const current = views.find(({ query }) => viewOf(new URLSearchParams(query), names) === asked);

  const remove = async (view: SavedView) => {
    try {
      await fetchJson(`/api/saved-views/${view.id}`, { method: "DELETE" });
      setViews(views.filter(({ id }) => id !== view.id));
      toast({ kind: "good", title: `The view ${view.name} is deleted` });
    } catch (error) {
      toast({ kind: "bad", title: error instanceof ProblemError ? error.title : "The view is not deleted" });
    }
  };
  const entries: MenuEntry[] = [
    ...(views.length > 0 ? [{ kind: "heading", label: "Your views" } as const] : []),
    ...views.map(({ name, query }) => ({ label: name, onSelect: () => router.push(`?${query}`) })),
    ...(views.length > 0 ? [{ kind: "separator" } as const] : []),
    {
      label: "Save this view…",
      disabled: asked === "" || current !== undefined,
      note:
        asked === ""
          ? "Filter or search first."
          : current
            ? `Kept as ${current.name}.`
            : "Its address can be shared with anybody.",
      onSelect: () => setSaving(true),
    },
    ...(current
      ? [{ label: `Delete ${current.name}`, danger: true, onSelect: () => void remove(current) }]
      : []),
  ];
  return (
    <>
      <Menu label={current?.name ?? "Views"} icon={<Bookmark aria-hidden />} entries={entries} />
      {saving && (
        <Suspense fallback={null}>
          <SaveView
            list={list}
            query={asked}
            onClose={() => setSaving(false)}
            onSaved={(view) => setViews([...views, view].sort((a, b) => a.name.localeCompare(b.name, "en")))}
          />
        </Suspense>
      )}
    </>
  );
}

/** The part of an address that makes a view, always in the same order; the page one is on is not among it. */
function viewOf(address: URLSearchParams, names: readonly string[]): string {
  return ["q", ...names, "hide"]
    .flatMap((name) => {
      const value = address.get(name);
      return value
        ? [
            `${name}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%40", "@")}`,
          ]
        : [];
    })
    .join("&");
}
