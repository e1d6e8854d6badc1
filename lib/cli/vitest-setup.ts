import { startTestCluster } from "./test-database.ts";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

/** Starts the one PostgreSQL that all test files share; each file makes its own databases in it. */
export default async function setup(project: {
  provide(key: "clusterUrl", value: string): void;
}): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide("clusterUrl", cluster.url("postgres"));
  return cluster.stop;
}
