"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useZone } from "../use-zone.ts";
import { ZONE_COOKIE } from "./zone-cookie.ts";

const YEAR_MS = 31_536_000_000;

type KeepZoneProps = {
  /** The zone that the page was made with; null when the address asked for one. */
  used: string | null;
};

/**
 * Tells the server the viewer's time zone: a day begins when it begins where they are. For this visit by the address; for
 * the next ones by a cookie, where the browser lets a script set one.
 */
export function KeepZone({ used }: KeepZoneProps) {
  const router = useRouter();
  const zone = useZone();
  useEffect(() => {
    if (zone === null) return;
    if ("cookieStore" in window) {
      const kept = {
        name: ZONE_COOKIE,
        value: zone,
        expires: Date.now() + YEAR_MS,
        sameSite: "lax",
      } as const;
      // Without it the next visit asks again.
      window.cookieStore.set(kept).catch(() => {});
    }
    if (used !== null && used !== zone) router.replace(`/transfers?period=7d@${zone}`);
  }, [zone, used, router]);
  return null;
}
