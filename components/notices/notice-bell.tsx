"use client";

import Bell from "lucide-react/icons/bell";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { cn } from "#components/ui/cn.ts";
import { Popover } from "#components/ui/popover.tsx";
import { bellOf } from "#lib/notices/mapping.ts";
import type { NoticeCounts } from "#lib/notices/schema.ts";
import { noticeCount } from "./notice-count.ts";

const loadLatest = () => import("./latest-notices.tsx");
const LatestNotices = lazy(loadLatest);

const LOOKS = {
  bad: "bg-bad-solid text-on-solid",
  warning: "bg-warning-soft text-warning ring-1 ring-warning/40",
};

/** The bell in the shell: how many notices press that nobody has acknowledged, and the latest of all. */
export function NoticeBell({ open, align }: { open: NoticeCounts; align?: "start" | "end" }) {
  const count = useSyncExternalStore(noticeCount.subscribe, noticeCount.get, () => open);
  useEffect(() => noticeCount.start(open), [open]);
  const { label, pressing, worst } = bellOf(count);
  return (
    <Popover
      label={label}
      labelHidden
      variant="ghost"
      {...(align ? { align } : {})}
      icon={
        <>
          <Bell aria-hidden />
          {worst && (
            <span
              aria-hidden
              className={cn("min-w-4 rounded-full px-1 text-xs tabular-nums leading-4", LOOKS[worst])}
            >
              {pressing > 99 ? "99+" : pressing}
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
