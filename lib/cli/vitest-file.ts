import { afterAll } from "vitest";

/**
 * Test files follow each other in one process, as requests do in production. What a process keeps for itself (settings,
 * pools, caches, breakers) lies on globalThis under names that begin with `patchbay`: each file begins without it, and
 * with the environment of the process.
 */
const given = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(globalThis))
    if (name.startsWith("patchbay")) Reflect.deleteProperty(globalThis, name);
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  Object.assign(process.env, given);
});
