"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";

type Place = {
  /** "Template". */
  noun: string;
  /** Where things of the kind are made, and below it changed; and where their pages are. */
  api: string;
  page: string;
};

/** Sent along with what the editor holds: with a change, and with something new. */
type Besides = { change?: object; first?: object };

/**
 * How an editor of something with versions saves: a change as the next version, something new under an address of its own.
 * `version` is the one that the next change begins from.
 */
export function useSavedVersion(
  kept: { id: string; version: number } | undefined,
  { noun, api, page }: Place,
) {
  const router = useRouter();
  const [version, setVersion] = useState(kept?.version ?? 0);
  const save = async (draft: object, { change, first }: Besides = {}) => {
    if (kept) {
      const saved = await fetchJson<{ version: number }>(`${api}/${kept.id}`, {
        method: "PUT",
        body: { ...draft, ...change, version },
      });
      setVersion(saved.version);
      const title = saved.version === version ? "Nothing was changed" : `Saved as version ${saved.version}`;
      toast({ kind: "good", title });
    } else {
      const made = await fetchJson<{ id: string }>(api, { body: { ...draft, ...first } });
      toast({ kind: "good", title: `${noun} made` });
      router.push(`${page}/${made.id}`);
    }
    router.refresh();
  };
  return { version, save };
}
