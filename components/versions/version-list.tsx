import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { VersionHead, VersionPage } from "#lib/versions/schema.ts";

type VersionListProps<Version extends VersionHead> = {
  page: VersionPage<Version>;
  /** The version that counts now. */
  current: number;
  /** The address of this list, and below which version it begins. */
  base: string;
  before: number | undefined;
  /** Whose changes are shown, where they are shown on demand; absent where they always are. */
  open?: number | null;
  /** In short, what a version changed. */
  facts?: (version: Version) => ReactNode;
  /** All that it changed. */
  changes: (version: Version) => ReactNode;
  /** Offered at every version but the current one. */
  restore: false | ((version: Version) => ReactNode);
};

/** The versions of something, newest first: who made each when and why, what it changed, and a way back to it. */
export function VersionList<Version extends VersionHead>(props: VersionListProps<Version>) {
  const { page, current, base, before, open, facts, changes, restore } = props;
  const at = (query: Record<string, number | undefined>) => {
    const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
    return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`;
  };
  return (
    <>
      <ol className="divide-y rounded-md border bg-surface">
        {page.items.map((version) => (
          <li key={version.version} className="px-4 py-3">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
              <div className="min-w-0">
                <h2 className="font-medium text-sm">
                  Version {version.version}
                  {version.version === current && <span className="font-normal text-muted"> · current</span>}
                </h2>
                <p className="text-muted text-sm">
                  {version.by}, <Time at={version.at} />
                  {version.note && <> · {version.note}</>}
                </p>
                {facts?.(version)}
              </div>
              <div className="flex items-center gap-3 text-sm">
                {open !== undefined && open !== version.version && (
                  <Link href={at({ before, show: version.version })} scroll={false}>
                    Show changes
                  </Link>
                )}
                {restore && version.version !== current && restore(version)}
              </div>
            </div>
            {(open === undefined || open === version.version) && changes(version)}
          </li>
        ))}
      </ol>
      <p className="mt-4 flex gap-4 text-sm">
        {before && <Link href={base}>Newest</Link>}
        {page.next && <Link href={at({ before: page.next })}>Older</Link>}
      </p>
    </>
  );
}
