"use client";

import { useRouter } from "next/navigation";
import { useAttempt } from "./use-attempt.ts";

/** Does something on the server and renders the page anew; what it was refused with stands in `problem`. */
export function useDeed() {
  const router = useRouter();
  const { run, ...shown } = useAttempt();
  const runAndShow = (name: string, deed: () => Promise<unknown>) =>
    run(name, async () => {
      await deed();
      router.refresh();
    });
  return { ...shown, run: runAndShow };
}
