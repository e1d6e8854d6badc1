import "server-only";
import { hitsUniqueIndex } from "#lib/db/hits-unique-index.ts";
import { AppError } from "#lib/errors.ts";

/** `other`: what has the name, such as "Another template of this connection". */
export const nameTaken = (other: string): AppError =>
  new AppError("name_taken", {
    detail: `${other} has this name.`,
    fields: { name: `${other} has this name. Choose another one.` },
  });

/** For the catch of a write: the unique index of names that two people hit at once is said in words; anything else goes on as it came. */
export const orNameTaken =
  (other: string) =>
  (error: unknown): never => {
    throw hitsUniqueIndex(error) ? nameTaken(other) : error;
  };
