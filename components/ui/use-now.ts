"use client";

import { useSyncExternalStore } from "react";
import { present, subscribe } from "./clock.ts";

/** The present in milliseconds, moving on every 15 s. One timer serves all clocks of the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, present, () => Date.now());
}
