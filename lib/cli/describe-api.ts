import fs from "node:fs";
import path from "node:path";
import { readDeclaredRoutes } from "#lib/api/declared-routes.ts";
import { openApiDocument } from "#lib/api/openapi.ts";
import { ROOT } from "./build.ts";

/** Writes the description of `/api` that the console serves. A program of its own: it loads every route. */
const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  version: string;
};
const document = openApiDocument(await readDeclaredRoutes(ROOT), version);
const file = path.join(ROOT, ".next/openapi.json");
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, JSON.stringify(document));
// What the routes opened on loading (pools, listeners) must not keep this process.
process.exit(0);
