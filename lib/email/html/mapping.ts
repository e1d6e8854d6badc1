/**
 * Variables in templates and signatures: `{{customer.firstName}}`. Two braces and a dotted name hold no sign that HTML knows, so
 * they come through editors, sanitisers and mail programs as typed; one brace is CSS, and the ticket number `{#123456}` (M-34).
 */
export type Variable = { name: string; label: string; sample: string };

/** The variables that Patchbay knows, with what a preview shows for each unless somebody typed something else. */
export const VARIABLES: readonly Variable[] = [
  { name: "customer.firstName", label: "First name of the customer", sample: "Maria" },
  { name: "customer.lastName", label: "Last name of the customer", sample: "Keller" },
  { name: "customer.email", label: "Address of the customer", sample: "maria.keller@example.com" },
  { name: "agent.name", label: "Name of the agent", sample: "Jonas Weber" },
  { name: "agent.firstName", label: "First name of the agent", sample: "Jonas" },
  { name: "agent.lastName", label: "Last name of the agent", sample: "Weber" },
  { name: "agent.title", label: "Title of the agent", sample: "Customer care" },
  { name: "agent.email", label: "Address of the agent", sample: "jonas.weber@example.com" },
  { name: "agent.phone", label: "Phone of the agent", sample: "+49 30 1234567" },
  { name: "agent.team", label: "Team of the agent", sample: "Service DE" },
  { name: "brand.name", label: "Brand", sample: "Acme" },
  { name: "brand.address", label: "Address of the brand", sample: "Example Street 1, 10115 Berlin" },
  { name: "brand.phone", label: "Phone of the brand", sample: "+49 30 7654321" },
  { name: "brand.url", label: "Website of the brand", sample: "https://www.example.com" },
  { name: "ticket.number", label: "Ticket number", sample: "123456" },
  { name: "message.body", label: "What the agent wrote", sample: "Thank you for your message." },
];

const NAME = /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/;
const PLACE = /\{\{([^{}]*)\}\}/g;

/** Values by the name of the variable. */
export type Values = Readonly<Record<string, string>>;

/** What somebody wrote between braces. */
export type VariableUse = { name: string; count: number };

/** The variables of a text, each once, in the order in which they come. */
export function variablesOf(text: string): VariableUse[] {
  const counts = new Map<string, number>();
  for (const [, inner = ""] of text.matchAll(PLACE)) {
    const name = inner.trim();
    if (NAME.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}

/** The value a preview shows: what was typed, else the sample of a known one. */
export const sampleOf = (name: string, values: Values): string | undefined =>
  (Object.hasOwn(values, name) && values[name]) || VARIABLES.find((known) => known.name === name)?.sample;

/**
 * The text with its variables filled in; those without a value stay as they are written. In HTML (`asHtml`) a value is text,
 * never markup.
 */
export function fillVariables(text: string, values: Values, { asHtml = false } = {}): string {
  return text.replace(PLACE, (written, inner: string) => {
    const name = inner.trim();
    const value = NAME.test(name) ? sampleOf(name, values) : undefined;
    if (value === undefined) return written;
    return asHtml ? escapeHtml(value) : value;
  });
}

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export type VariableProblem = { kind: "unknown" | "malformed"; written: string; sentence: string };

/** What stands between braces and cannot be filled: a name nobody knows and nobody gave a value, or no name at all. */
export function problemsOfVariables(text: string, values: Values): VariableProblem[] {
  const problems = new Map<string, VariableProblem>();
  for (const [written, inner = ""] of text.matchAll(PLACE)) {
    const name = inner.trim();
    if (!NAME.test(name)) {
      const sentence = `${written} is no variable: a name is letters and digits, parts joined by a dot.`;
      problems.set(written, { kind: "malformed", written, sentence });
    } else if (sampleOf(name, values) === undefined) {
      const meant = nearest(name);
      const sentence = `${written} is unknown here and has no sample value.${meant ? ` Did you mean {{${meant}}}?` : ""}`;
      problems.set(name, { kind: "unknown", written, sentence });
    }
  }
  // Style rules end in two braces where one stands in another.
  const rest = text.replace(PLACE, "").replace(/<style\b[\s\S]*?(?:<\/style|$)/gi, "");
  for (const [written] of rest.matchAll(/\{\{\s*[\w.#]{0,40}|[A-Za-z][\w.]{0,39}\s*\}\}/g)) {
    const sentence = `“${written.trim()}” has two braces on one side only: it stays in the mail as it is written.`;
    problems.set(written, { kind: "malformed", written: written.trim(), sentence });
  }
  return [...problems.values()];
}

/** A known name that differs in case or by few letters. */
function nearest(name: string): string | undefined {
  const lower = name.toLowerCase();
  const [best] = VARIABLES.map((known) => ({
    name: known.name,
    distance: distance(lower, known.name.toLowerCase()),
  })).sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 3 ? best.name : undefined;
}

/** Edits that lead from one to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
