import * as z from "zod";
import { commaList, pageLimit, searchText } from "#lib/api/schema.ts";
import { newPasswordSchema, roleSchema } from "#lib/auth/schema.ts";

const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "Enter an e-mail address such as name@company.com." }));

// In the order of the form: problems are listed in it.
export const newUserSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: "Enter a name." })
    .max(80, { error: "A name has at most 80 characters." }),
  email,
  role: roleSchema,
  password: newPasswordSchema,
});
export type NewUser = z.infer<typeof newUserSchema>;

const cursor = z.string().max(100).optional();
const sort = z.enum(["name", "-name", "createdAt", "-createdAt"]);

/** What may be asked of the list of people. `q` is a part of a name or an e-mail address; cursors are ids. */
export const userQuerySchema = z.object({
  q: searchText,
  role: commaList(z.string().max(40)),
  state: commaList(z.enum(["active", "disabled"])),
  sort: sort.default("name"),
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type UserQuery = z.infer<typeof userQuerySchema>;

/** A person as pages and scripts see them. Times in ISO 8601 UTC. */
export type UserView = {
  id: string;
  email: string;
  name: string;
  role: string;
  disabledAt: string | null;
  createdAt: string;
  lastSeenAt: string | null;
};

export const newTokenSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: "Enter a name that says what uses the token." })
    .max(80, { error: "A name has at most 80 characters." }),
  role: roleSchema,
  expiresInDays: z
    .number({ error: "Enter a number of days." })
    .int({ error: "Enter whole days." })
    .min(1, { error: "At least 1 day." })
    .max(366, { error: "At most 366 days." })
    // Null is an empty field of a form: the token does not run out.
    .nullish(),
});
export type NewToken = z.infer<typeof newTokenSchema>;

/** What may be asked of the list of API tokens. `q` is a part of a name or the last four characters; cursors are ids. */
export const tokenQuerySchema = z.object({
  q: searchText,
  role: commaList(z.string().max(40)),
  state: commaList(z.enum(["active", "expired", "revoked"])),
  sort: sort.default("-createdAt"),
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type TokenQuery = z.infer<typeof tokenQuerySchema>;

/** A token as pages and scripts see it: never its value. Times in ISO 8601 UTC. */
export type TokenView = {
  id: string;
  name: string;
  role: string;
  /** Its last four characters. */
  hint: string;
  /** At the moment of the answer. */
  state: "active" | "expired" | "revoked";
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
};
