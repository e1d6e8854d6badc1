"use client";

import { Time } from "#components/ui/time.tsx";

/** Says that a search has only looked at a part of a long log so far. */
export function SearchStop({ at, upwards }: { at: string; upwards: boolean }) {
  return (
    <>
      Searched {upwards ? "up" : "back"} to <Time at={at} />. {upwards ? "Newer" : "Older"} goes on from
      there.
    </>
  );
}
