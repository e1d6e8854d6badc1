import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { PageLink } from "#components/ui/page-link.tsx";

export type Noun = { name: string; title: string; says: string; operations: number };

/** Of the list for all its rows: said at each of them, it would be a tenth of the page. */
const LOOK = cn(
  "divide-y [&_li]:grid [&_li]:grid-cols-[1fr_auto] [&_li]:gap-x-4 [&_li]:px-4 [&_li]:py-2",
  "sm:[&_li]:grid-cols-[12rem_1fr_auto]",
  "[&_a:hover]:decoration-2 [&_a]:rounded-md [&_a]:text-accent-ink [&_a]:underline [&_a]:decoration-from-font [&_a]:underline-offset-2",
  "[&_span]:text-muted [&_span]:tabular-nums max-sm:[&_span+span]:col-start-2 max-sm:[&_span+span]:row-start-1",
);

/** What the API is about: each noun with its line, and how many endpoints it has. */
export function NounList({ nouns }: { nouns: readonly Noun[] }) {
  return (
    <section aria-labelledby="nouns">
      <h2 id="nouns" className="mb-2 text-base">
        {nouns.reduce((sum, { operations }) => sum + operations, 0)} endpoints by what they are about
      </h2>
      <Card>
        <ul className={LOOK}>
          {nouns.map(({ name, title, says, operations }) => (
            <li key={name}>
              <p>
                <PageLink href={`/settings/api/${name}`}>{title}</PageLink>
              </p>
              <span>{says}</span>
              <span>{operations === 1 ? "1 endpoint" : `${operations} endpoints`}</span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
