import * as z from "zod";

/** Where a secret is taken from at import. Its value never stands in a file. */
export const secretReference = z.strictObject({
  env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,99}$/, { error: "Name an environment variable such as ACME_CLIENT_SECRET." }),
});

/** Objects of a file by their names. */
export const byName = <Item extends z.ZodType>(name: z.ZodType<string, string>, item: Item) =>
  z.record(name, item).default({} as never);
