import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

type Request = { id: number; call: string; input: unknown };
type Answer = { ready: unknown } | { id: number; result: unknown } | { id: number; error: string };

export type Program<Ready> = {
  /** What the program said when it was ready, such as its port. */
  ready: Ready;
  pid: number;
  /** Calls one of the program's functions; rejects when it throws or the program ends. */
  call<Result>(name: string, input?: unknown): Promise<Result>;
  /** Lets it end by itself. */
  stop(): Promise<void>;
  /** Ends it without a warning, as a crash would. */
  kill(): Promise<void>;
};

const STOP_TIMEOUT_MS = 5_000;

const running = new Set<ChildProcess>();

/** Counts a process among those that must not outlive the run. */
export function track(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
}

/** Ends what is still running; for the end of the run, however it comes. */
export async function stopPrograms(): Promise<void> {
  await Promise.all([...running].map((child) => endProcess(child, () => child.kill("SIGKILL"))));
}

/** Starts a file of `programs/` as a process of its own, so that its work is not ours. */
export async function startProgram<Ready = { port: number }>(
  name: string,
  env: Record<string, string> = {},
): Promise<Program<Ready>> {
  const child = fork(new URL(`./programs/${name}.ts`, import.meta.url), [], {
    execArgv: ["--conditions=react-server", "--disable-warning=ExperimentalWarning", ...profiling()],
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  track(child);
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<unknown>();
  let last = 0;
  child.on("message", (message) => {
    const answer = message as Answer;
    if ("ready" in answer) return ready.resolve(answer.ready);
    const waiting = calls.get(answer.id);
    calls.delete(answer.id);
    if ("error" in answer) waiting?.reject(new Error(`${name}: ${answer.error}`));
    else waiting?.resolve(answer.result);
  });
  child.once("exit", (code, signal) => {
    const error = new Error(`${name} ended with ${signal ?? `code ${code}`}`);
    ready.reject(error);
    for (const waiting of calls.values()) waiting.reject(error);
  });
  return {
    ready: (await ready.promise) as Ready,
    pid: child.pid ?? 0,
    call: <Result>(call: string, input?: unknown) => {
      const waiting = Promise.withResolvers<unknown>();
      last += 1;
      calls.set(last, waiting);
      child.send({ id: last, call, input } satisfies Request);
      return waiting.promise as Promise<Result>;
    },
    stop: () => endProcess(child, () => child.disconnect()),
    kill: () => endProcess(child, () => child.kill("SIGKILL")),
  };
}

/** With BENCH_PROFILE=folder every program leaves a CPU profile there, to see why a goal was missed. */
export function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
}

/** Waits for the end of a process after asking it to end; kills it when it does not. */
export async function endProcess(child: ChildProcess, ask = () => {}): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  ask();
  const forced = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(forced);
}

/** The other side: says that the program is ready and answers calls until the parent is gone. */
export function serveProgram(
  ready: unknown,
  functions: Record<string, (input: never) => Promise<unknown> | unknown> = {},
): void {
  process.on("message", async (message) => {
    const { id, call, input } = message as Request;
    try {
      process.send?.({ id, result: await functions[call]?.(input as never) });
    } catch (error) {
      process.send?.({ id, error: (error as Error).stack ?? String(error) });
    }
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ ready });
}
