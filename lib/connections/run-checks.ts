import "server-only";
import type { NamedCheck } from "./schema.ts";

type Names<Id extends string> = Readonly<Record<Id, { name: string; doesNotProve: string }>>;

/** What a check found: a sentence, and what the next ones go on with. */
export type Finding<Value> = Pick<NamedCheck, "message" | "fix"> & {
  value: Value;
  /** Default: passed. */
  state?: "passed" | "warning" | "failed";
};

type Explained = { code: string; title: string; detail: string; fix: string };

/**
 * Runs named checks one after the other and keeps what each found. A failed call to the vendor, which is what `explain`
 * knows, fails its check and is thrown on; the ones behind it are then said not to have run.
 */
export function createCheckRun<Id extends string>(
  names: Names<Id>,
  explain: (error: unknown) => Explained | null,
) {
  const checks: NamedCheck[] = [];

  async function run<Value>(id: Id, work: () => Promise<Finding<Value>>): Promise<Value> {
    const started = performance.now();
    // What an earlier call has shown already takes no time of its own.
    const timed = () => {
      const durationMs = Math.round(performance.now() - started);
      return durationMs > 0 ? { durationMs } : {};
    };
    try {
      const { value, state = "passed", message, fix } = await work();
      checks.push({ id, ...names[id], state, message, ...(fix ? { fix } : {}), ...timed() });
      return value;
    } catch (error) {
      const explained = explain(error);
      if (explained) {
        const { code, title, detail, fix } = explained;
        const { requestLogId } = error as { requestLogId?: string };
        checks.push({
          id,
          ...names[id],
          state: "failed",
          message: `${title}. ${detail}`,
          fix,
          title,
          code,
          ...timed(),
          ...(requestLogId ? { requestLogId } : {}),
        });
      }
      throw error;
    }
  }

  /** All checks, those that have not run at the end. */
  function withRest(): NamedCheck[] {
    const rest = (Object.keys(names) as Id[]).slice(checks.length);
    const waiting = rest.map(
      (id): NamedCheck => ({
        id,
        ...names[id],
        state: "not_run",
        message: "Runs when the one above passes.",
      }),
    );
    return [...checks, ...waiting];
  }

  return { checks, run, withRest };
}
