"use client";

import { useEffect, useState } from "react";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { NoticeView } from "#lib/notices/schema.ts";
import { noticeCount } from "./notice-count.ts";
import { SeverityIcon } from "./severity.tsx";

const SHOWN = 6;

/** The latest open notices; where there are more, the page has them. */
export default function LatestNotices({ onLeave }: { onLeave: () => void }) {
  const [notices, setNotices] = useState<NoticeView[]>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    const query = { state: "open", limit: SHOWN };
    fetchJson<ListPage<NoticeView>>("/api/notices", { query }).then(
      ({ items }) => setNotices(items),
      (error: unknown) => {
        if (error instanceof ProblemError) setProblem(error);
        else throw error;
      },
    );
    void noticeCount.read();
  }, []);
  return (
    <div className="grid gap-3 text-sm">
      {problem && <ErrorState problem={problem} />}
      {notices?.length === 0 && <p className="text-muted">Nothing needs anybody right now.</p>}
      <ul className="grid gap-3 empty:hidden">
        {notices?.map((notice) => (
          <li key={notice.id} className="flex gap-2">
            <SeverityIcon severity={notice.severity} />
            <div className="min-w-0">
              <Link href={notice.link} onClick={onLeave} className="break-words">
                {notice.title}
              </Link>
              <p className="text-faint text-xs">
                <Time at={notice.createdAt} />
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p className="border-t pt-2">
        <Link href="/notices" onClick={onLeave}>
          All notices
        </Link>
      </p>
    </div>
  );
}
