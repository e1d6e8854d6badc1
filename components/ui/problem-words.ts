import type { Problem } from "./error-state.tsx";

/**
 * What a problem says. Where no field of the page is marked, the sentences about fields stand here: without them, "Some
 * fields need attention" names none.
 */
export function wordsOf({ detail, fields }: Pick<Problem, "detail" | "fields">) {
  const wrong = [...new Set(Object.values(fields ?? {}))];
  return { detail: detail && wrong.includes(detail) ? undefined : detail, wrong };
}
