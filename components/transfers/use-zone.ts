import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The viewer's time zone; null until the browser has taken over, because the server does not know it. */
export const useZone = (): string | null =>
  useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
