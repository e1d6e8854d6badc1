import { EnvError } from "#lib/env.ts";
import { StartError } from "./embedded-postgres.ts";

/** Runs a command; what a person can mend is one sentence and exit code 1, the rest keeps its stack. */
export async function main(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const expected = error instanceof EnvError || error instanceof StartError;
    console.error(expected ? error.message : error);
    process.exit(1);
  }
}

/**
 * Calls `stop` once on the first signal and exits, after 15 s whatever still runs. Further signals change nothing: npm hands
 * Ctrl-C on to a program that has had it from the terminal already.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) return;
    stopping = true;
    const forced = setTimeout(() => process.exit(1), 15_000);
    forced.unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
}

/** Runs a command that ends by itself, and ends the process with it: idle database connections would keep it for seconds. */
export async function runOnce(command: () => Promise<void>): Promise<void> {
  await main(command);
  process.exit();
}
