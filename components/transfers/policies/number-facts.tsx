"use client";

import { useEffect, useState } from "react";
import type { NumberFacts as Facts } from "#lib/phone/mapping.ts";

/** The country of a number as it is typed, and how one reads it; a number that no plan knows is said so. */
export function NumberFacts({ number }: { number: string }) {
  const [read, setRead] = useState<{ of: string; facts: Facts | null }>();
  useEffect(() => {
    if (!number?.startsWith("+")) return;
    let left = false;
    import("#lib/phone/mapping.ts")
      .then(({ readNumber }) => readNumber(number))
      .then((facts) => left || setRead({ of: number, facts }))
      // Offline: the number is as good without.
      .catch(() => {});
    return () => {
      left = true;
    };
  }, [number]);
  const facts = read?.of === number ? read.facts : null;
  if (!facts) return null;
  return (
    <p className="mt-1 text-muted text-xs">
      {facts.country?.name ?? "No country"} · {facts.formatted}
      {!facts.known && <span className="text-warning"> · no such number in the numbering plan</span>}
    </p>
  );
}
