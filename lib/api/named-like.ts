import "server-only";
import { literally } from "./like-text.ts";

export type NamedLike = {
  /** Of one connection only. */
  connection?: string | undefined;
  /** A part of the name, in any case. */
  search?: string | undefined;
};

/** What a list of named things of connections is searched by, for Prisma's `where`. */
export const namedLike = ({ connection, search }: NamedLike) => ({
  ...(connection ? { connectionId: connection } : {}),
  ...(search ? { name: { contains: literally(search), mode: "insensitive" as const } } : {}),
});
