/** Rules of structured contents (facts/engage.md §2.3, §2.4). */

type Values = Record<string, unknown>;

/** Attributes that each type needs filled. */
const attributes: Record<string, readonly string[]> = {
  select: ["items"],
  rich_link: ["url"],
  template: ["title"],
  carousel: ["items"],
};

const most = { select: 13, carousel: 10 } as const;
const longest = { title: 80, payload: 1000 } as const;

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

/**
 * What is wrong with the structured content of a message, in the vendor's words, or null. `options` are those that
 * the source's implementation declares; `isPuppet` says whether the author may speak for the company.
 */
export function structuredProblem(
  content: Values,
  options: readonly string[],
  isPuppet: boolean,
): string | null {
  if (!options.includes("view.messaging")) return "Source doesn't support structured contents";
  const { type } = content;
  if (isEmpty(type)) return "Type is required for structured contents";
  const needed = attributes[String(type)];
  if (!needed) return "Source doesn't support this type of structured content";
  const missing = needed.find((name) => isEmpty(content[name]));
  if (missing !== undefined) return `structured_content: "${missing}" must not be empty`;
  const problem = itemsProblem(String(type), content.items);
  if (problem !== null) return problem;
  return isPuppet ? null : "The author must be puppetizable";
}

function itemsProblem(type: string, items: unknown): string | null {
  if (type !== "select" && type !== "carousel") return null;
  if (!Array.isArray(items) || items.length > most[type]) return "Invalid resource format";
  for (const item of items as Values[]) {
    if (isEmpty(item?.title)) return `structured_content: "title" must not be empty`;
    if (String(item.title).length > longest.title || String(item.payload ?? "").length > longest.payload)
      return "Invalid resource format";
  }
  return null;
}
