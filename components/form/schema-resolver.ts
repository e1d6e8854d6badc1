import type { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import type { FieldValues, Resolver } from "react-hook-form";

/** What every zod schema is, without zod: https://standardschema.dev. */
export type FormSchema<Input extends FieldValues, Output> = Parameters<
  typeof standardSchemaResolver<Input, unknown, Output>
>[0];

/** The schema itself, or a way to fetch it: `() => import("#lib/x/schema.ts").then((file) => file.XInput)`. */
export type SchemaSource<Input extends FieldValues, Output> =
  | FormSchema<Input, Output>
  | (() => Promise<FormSchema<Input, Output>>);

/**
 * Checks a form by a schema that may be loaded with the first check: zod weighs 25 kB, and nothing is checked before the
 * first submit. Without a schema all is well here and the server decides.
 */
export function schemaResolver<Input extends FieldValues, Output>(
  source: SchemaSource<Input, Output> | undefined,
): Resolver<Input, unknown, Output> | undefined {
  if (!source) return undefined;
  let resolver: Promise<Resolver<Input, unknown, Output>> | undefined;
  const load = async () => {
    const [{ standardSchemaResolver: resolverOf }, schema] = await Promise.all([
      import("@hookform/resolvers/standard-schema"),
      typeof source === "function" ? source() : source,
    ]);
    return resolverOf<Input, unknown, Output>(schema);
  };

  return async (values, context, options) => {
    resolver ??= load();
    // A schema that did not arrive (offline) is asked for again at the next try.
    resolver.catch(() => {
      resolver = undefined;
    });
    return (await resolver)(values, context, options);
  };
}
