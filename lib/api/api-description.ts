import "server-only";
import fs from "node:fs/promises";
import path from "node:path";
import { env } from "#lib/env.ts";

export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  default?: unknown;
  description?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  [other: string]: unknown;
};
export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: [string];
  security: unknown[];
  parameters: { name: string; in: "path" | "query"; required?: boolean; schema: Schema }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  "x-roles"?: string[];
  "x-rate-limit"?: { requests: number; seconds: number };
};
export type ApiDescription = {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
};

/** The description of `/api` as it was written when the console was built, with the address it is served at. */
export async function readApiDescription(): Promise<ApiDescription> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), ".next/openapi.json");
  const document = JSON.parse(await fs.readFile(file, "utf8")) as ApiDescription;
  return Object.assign(document, { servers: [{ url: env().publicUrl }] });
}
