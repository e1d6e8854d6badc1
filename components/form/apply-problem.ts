import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import type { Problem } from "../ui/error-state.tsx";

const unnamed: Problem = {
  title: "Something failed in this page",
  detail: "What you typed is still here.",
  fix: "Try again. If it fails again, reload the page.",
};

/** What was thrown, as something to show. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Error && "title" in error && typeof error.title === "string")
    return error as Error & Problem;
  return unnamed;
}

/**
 * Puts the field errors of a problem document at their fields. Gives back the problem when something of it belongs to no
 * field of this form and must be shown on its own.
 */
export function applyProblem<Values extends FieldValues>(
  error: unknown,
  knownNames: ReadonlySet<string>,
  setError: UseFormSetError<Values>,
): Problem | null {
  const problem = toProblem(error);
  const fields = Object.entries(problem.fields ?? {});
  const strangers = fields.filter(([name]) => !knownNames.has(name));
  for (const [name, message] of fields) {
    if (knownNames.has(name)) setError(name as Path<Values>, { type: "server", message });
  }
  if (fields.length > 0 && strangers.length === 0) return null;
  const { title, detail, fix, requestId, href } = problem;
  const more = strangers.map(([name, message]) => `${name}: ${message}`).join(" ");
  return { title, detail: [detail, more].filter(Boolean).join(" ") || undefined, fix, requestId, href };
}
