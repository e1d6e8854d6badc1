"use client";

import { useZone } from "#components/transfers/use-zone.ts";

/** M-02: CXone shows times of mail in the business unit's zone; these pages show them in the viewer's. */
export function Zones({ tenant, zone }: { tenant: string; zone: string }) {
  const own = useZone();
  return (
    <p className="text-muted text-sm">
      Times in CXone are those of {tenant}: <span className="text-ink">{zone || "zone not known"}</span>. Here
      they are yours{own && ": "}
      <span className="text-ink">{own}</span>.
    </p>
  );
}
