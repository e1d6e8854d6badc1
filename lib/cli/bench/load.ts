import { startProgram } from "./program.ts";

export type Load = {
  port: number;
  path: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  /** `{{n}}` becomes a number of ten digits that rises with each request, `{{c}}` that number modulo `spread` in hex. */
  body?: string;
  firstNumber?: number;
  spread?: number;
  connections: number;
  /** No request is begun after this. */
  ms: number;
  /** No more requests than this. */
  count?: number;
  /** Any other status is an error of the run. */
  expect: number;
};

/** Rates in requests per second, times in milliseconds. */
export type LoadResult = { requests: number; perSecond: number; p50: number; p99: number };

export type LoadGenerator = { run(load: Load): Promise<LoadResult>; stop(): Promise<void> };

/** A process of its own that makes requests. */
export async function startLoadGenerator(): Promise<LoadGenerator> {
  const program = await startProgram<unknown>("load");
  return { run: (load) => program.call<LoadResult>("run", load), stop: () => program.stop() };
}
