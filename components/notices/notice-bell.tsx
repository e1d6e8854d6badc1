"use client";

import Bell from "lucide-react/icons/bell";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { Popover } from "#components/ui/popover.tsx";
import { noticeCount } from "./notice-count.ts";

const loadLatest = () => import("./latest-notices.tsx");
const LatestNotices = lazy(loadLatest);

/** The bell in the shell: how many notices nobody has acknowledged, and the latest of them. */
export function NoticeBell({ open, align }: { open: number; align?: "start" | "end" }) {
  const count = useSyncExternalStore(noticeCount.subscribe, noticeCount.get, () => open);
  useEffect(() => noticeCount.start(open), [open]);
  const label = count === 0 ? "No open notices" : count === 1 ? "1 open notice" : `${count} open notices`;
  return (
    <Popover
      label={label}
      labelHidden
      variant="ghost"
      {...(align ? { align } : {})}
      icon={
        <>
          <Bell aria-hidden />
          {count > 0 && (
            <span
              aria-hidden
              className="min-w-4 rounded-full bg-bad-solid px-1 text-on-solid text-xs tabular-nums leading-4"
            >
              {count > 99 ? "99+" : count}
            </span>
          )}
        </>
      }
    >
      {(close) => (
        <Suspense fallback={<p className="text-muted text-sm">Loading</p>}>
          <LatestNotices onLeave={close} />
        </Suspense>
      )}
    </Popover>
  );
}
