import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Noun } from "./noun-list.tsx";

type NounFrameProps = { nouns: readonly Noun[]; current: string; children: ReactNode };

/** One noun of the API, with all of them beside it where there is room, and its neighbours below. */
export function NounFrame({ nouns, current, children }: NounFrameProps) {
  const at = nouns.findIndex(({ name }) => name === current);
  const [before, after] = [nouns[at - 1], nouns[at + 1]];
  return (
    <div className="grid gap-6 lg:grid-cols-[184px_minmax(0,1fr)]">
      <nav aria-label="Nouns of the API" className="max-lg:hidden">
        <ul className="[&_a:hover]:text-ink [&_a:hover]:underline [&_a[aria-current]]:font-medium [&_a[aria-current]]:text-ink [&_a]:block [&_a]:rounded-md [&_a]:py-1 [&_a]:text-muted [&_a]:text-sm">
          {nouns.map(({ name, title }) => (
            <li key={name}>
              <PageLink href={`/settings/api/${name}`} aria-current={name === current ? "page" : undefined}>
                {title}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0">
        {children}
        <nav aria-label="Neighbouring nouns" className="mt-6 flex flex-wrap justify-between gap-2">
          {before && (
            <Button asChild>
              <PageLink href={`/settings/api/${before.name}`}>
                <ChevronLeft aria-hidden />
                <span className="sr-only">Previous: </span>
                {before.title}
              </PageLink>
            </Button>
          )}
          {after && (
            <Button asChild className="ml-auto">
              <PageLink href={`/settings/api/${after.name}`}>
                <span className="sr-only">Next: </span>
                {after.title}
                <ChevronRight aria-hidden />
              </PageLink>
            </Button>
          )}
        </nav>
      </div>
    </div>
  );
}
