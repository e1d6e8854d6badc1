import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const components = path.resolve(import.meta.dirname, "..");
const codeOf = (file: string) =>
  fs.readFileSync(path.join(components, file), "utf8").replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, "");

test("a console reached by http and a host name opens every page: nothing needs what only HTTPS and localhost have", () => {
  const files = fs.readdirSync(components, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => /crypto\.(randomUUID|subtle)/.test(codeOf(file)))).toEqual([]);
});
