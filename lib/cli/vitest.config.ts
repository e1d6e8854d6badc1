import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = path.resolve(import.meta.dirname, "../..");

/** Tests that wait for leases, pauses and processes that are killed. */
const PATIENT = /\/lib\/transfers\/run\/|\/(resume|kill|breaker)\.test\.ts$/;

/** What waits longest begins first: lint, types and build run beside it, which compute. */
class PatientFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [patient, others] = [sorted.filter(isPatient), sorted.filter((file) => !isPatient(file))];
    return [...patient, ...others];
  }
}
const isPatient = ({ moduleId }: TestSpecification) => PATIENT.test(moduleId);

/**
 * Unit and integration tests: real PostgreSQL, real HTTP, files in parallel. Node loads them as it loads the product, and
 * files follow each other in the same few processes, so that each process loads the product once.
 */
export default defineConfig({
  root,
  ssr: { resolve: { conditions: ["react-server", "node"], externalConditions: ["react-server", "node"] } },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "app/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    isolate: false,
    experimental: { viteModuleRunner: false },
    // A test waits for PostgreSQL, HTTP and clocks more than it computes: one worker more than there are cores.
    maxWorkers: os.availableParallelism() + 1,
    sequence: { sequencer: PatientFirst },
    // For the processes that tests start and kill: they need not read all of our TypeScript anew each time.
    env: { NODE_COMPILE_CACHE: path.join(root, "node_modules/.cache/node-compile") },
    // Far more than any test takes, so that a machine that is busy with something else fails none.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ["lib/cli/vitest-setup.ts"],
    setupFiles: ["lib/cli/vitest-file.ts"],
  },
});
