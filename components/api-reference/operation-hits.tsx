import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";

export type Hit = { id: string; noun: string; method: string; path: string; summary: string };

/** More than these are narrowed down by another word, not read. */
const SHOWN = 50;

/** The endpoints that a search found, each leading to its place on the page of its noun. */
export function OperationHits({ search, hits }: { search: string; hits: readonly Hit[] }) {
  return (
    <section aria-labelledby="hits">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4">
        <h2 id="hits" className="text-base">
          {hits.length === 1 ? "1 endpoint" : `${hits.length} endpoints`} with “{search}”
          {hits.length > SHOWN && `, the first ${SHOWN} shown`}
        </h2>
        <Link href="/settings/api">All endpoints</Link>
      </div>
      <Card>
        {hits.length === 0 ? (
          <EmptyState kind="filtered-out" title="No endpoint has these words">
            Words of the address, the method or the summary are looked for.
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {hits.slice(0, SHOWN).map(({ id, noun, method, path, summary }) => (
              <li key={id} className="px-4 py-2">
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <code className="w-14 shrink-0 font-medium text-accent-ink text-xs">{method}</code>
                  <Link href={`/settings/api/${noun}#${id}`} className="min-w-0 break-all">
                    <code className="text-sm">{path}</code>
                  </Link>
                </p>
                <p className="mt-1 text-muted">{summary}</p>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}
