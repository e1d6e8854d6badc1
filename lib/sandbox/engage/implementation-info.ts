import type { Sandbox } from "../sandbox.ts";
import type { Implementation, Source } from "../state/engage-model.ts";
import { asArray, asRecord, asText, isRecord } from "../wire/values.ts";
import { callSource } from "./call-source.ts";

function texts(value: unknown): string[] {
  return asArray(value).flatMap((item) => asText(item) ?? []);
}

function parseImplementation(body: unknown): Implementation | null {
  const answer = asRecord(body);
  if (!isRecord(answer.objects)) return null;
  const objects = Object.fromEntries(
    Object.entries(answer.objects).map(([name, verbs]) => [name, texts(verbs)]),
  );
  return { objects, options: texts(answer.options), locales: asRecord(answer.locales) };
}

/**
 * Asks a source what it can do: at every save and at the start of every synchronisation run. Without a proper answer
 * the source is in error and is sent nothing else (facts/engage.md §2.1).
 */
export async function askImplementation(sandbox: Sandbox, sourceId: string): Promise<Source | null> {
  const { sources } = sandbox.store.engage;
  const source = sources.get(sourceId);
  if (!source) return null;
  const answer = await callSource(sandbox, source, "implementation.info");
  if (!sources.get(sourceId) || sandbox.background.stopped.aborted) return null;
  const implementation = answer.ok ? parseImplementation(answer.body) : null;
  const wrong = answer.ok ? "the answer has no objects" : answer.error;
  const error = implementation ? null : `implementation.info: ${wrong}`;
  const asked = sources.update(sourceId, {
    implementation,
    implementationError: error,
    implementationAt: sandbox.store.now(),
    status: error === null ? "ok" : "error",
    errorMessage: error,
  });
  return implementation ? asked : null;
}

/** Whether the source declares a verb of a collection, such as `messages`, `list`. */
export function implementsVerb(source: Source, collection: string, verb: string): boolean {
  return source.implementation?.objects[collection]?.includes(verb) ?? false;
}

export function hasOption(source: Source, option: string): boolean {
  return source.implementation?.options.includes(option) ?? false;
}
