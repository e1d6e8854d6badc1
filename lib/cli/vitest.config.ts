import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/** Unit and integration tests: real PostgreSQL, real HTTP, files in parallel. */
export default defineConfig({
  root,
  resolve: { conditions: ["react-server", "node"] },
  ssr: { resolve: { conditions: ["react-server", "node"], externalConditions: ["react-server", "node"] } },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "app/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    // A test waits for PostgreSQL, HTTP and clocks more than it computes: one worker more than there are cores.
    maxWorkers: os.availableParallelism() + 1,
    // For the processes that tests start and kill: they need not read all of our TypeScript anew each time.
    env: { NODE_COMPILE_CACHE: path.join(root, "node_modules/.cache/node-compile") },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ["lib/cli/vitest-setup.ts"],
  },
});
