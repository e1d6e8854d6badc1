import "server-only";
import { Prisma } from "./generated/client.ts";

/** Whether a unique index refused a write: of two who wrote the same at once it refuses the second, whatever was looked up before. */
export const hitsUniqueIndex = (error: unknown): error is Prisma.PrismaClientKnownRequestError =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
