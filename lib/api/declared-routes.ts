import "server-only";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as z from "zod";
import type { Limit } from "#lib/auth/rate-limit.ts";
import type { AuditPolicy } from "./define-route.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** What `defineRoute` was told, without the types that tie it to its handler. */
export type Declaration = {
  summary: string;
  access?: "signed-in" | "public";
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  audit: AuditPolicy;
  limit?: Limit;
};

export type DeclaredRoute = { method: Method; path: string; declaration: Declaration };

/**
 * All routes below `app/api` that were made with `defineRoute`, by address and method. Reads the files, so that a new
 * route needs no registry; for programs of their own (build, tests), never for a request.
 */
export async function readDeclaredRoutes(root: string): Promise<DeclaredRoute[]> {
  const folder = path.join(root, "app/api");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const routes: DeclaredRoute[] = [];
  for (const file of files.filter((name) => path.basename(name) === "route.ts").sort()) {
    const module = (await import(pathToFileURL(path.join(folder, file)).href)) as Record<string, unknown>;
    for (const method of METHODS) {
      const declaration = declarationOf(module[method]);
      if (declaration) routes.push({ method, path: addressOf(file), declaration });
    }
  }
  return routes;
}

function declarationOf(handler: unknown): Declaration | undefined {
  return typeof handler === "function" && "declaration" in handler
    ? (handler.declaration as Declaration)
    : undefined;
}

/** `connections/[id]/route.ts` → `/api/connections/{id}` */
const addressOf = (file: string) =>
  `/api/${path.dirname(file).split(path.sep).join("/")}`.replaceAll(/\[([^\]]+)\]/g, "{$1}");
