import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { OPERATIONS, type Operation } from "./operations.ts";
import { ROLE_PERMISSIONS } from "./permissions.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** The vendor's OpenAPI description lies beside the repository where it was handed over, and nowhere else. */
const SPEC = path.resolve(root, "../shared/specs/engage-digital_openapi3.yaml");

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Described {
  readonly parameters?: readonly Parameter[];
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { properties?: Record<string, unknown> }>>;
  };
}

const table: readonly (readonly [string, Operation])[] = Object.entries(OPERATIONS);

/** What is wrong with a row of our table, seen from the vendor's description. */
function faultsOf(description: Description, name: string, operation: Operation): string[] {
  const described = description.paths[operation.path]?.[operation.method.toLowerCase()];
  if (operation.undocumented) return described ? [`${name} is documented by now`] : [];
  if (!described) return [`${name}: ${operation.method} ${operation.path} is not there`];
  const taken = (described.parameters ?? []).filter((parameter) => parameter.in !== "path");
  const names = taken.map((parameter) => parameter.name);
  return [
    ...operation.parameters
      .filter((ours) => !names.includes(ours))
      .map((ours) => `${name} does not take ${ours}`),
    ...taken
      .filter((parameter) => parameter.required && !operation.parameters.includes(parameter.name))
      .map((parameter) => `${name} needs ${parameter.name}`),
  ];
}

describe("every REST call we make", () => {
  it("stands in the vendor's description with its parameters, and in the table once where that is not at hand", () => {
    if (!existsSync(SPEC)) {
      const calls = table.map(([, { method, path: at }]) => `${method} ${at}`);
      expect(new Set(calls).size).toBe(calls.length);
      return;
    }
    const description = parse(readFileSync(SPEC, "utf8")) as Description;
    expect(table.flatMap(([name, operation]) => faultsOf(description, name, operation))).toEqual([]);
    const rights = Object.keys(description.components.schemas.Role?.properties ?? {});
    expect(Object.keys(ROLE_PERMISSIONS).filter((right) => !rights.includes(right))).toEqual([]);
  });

  it("is made by a function of ours, and none is made that is not in the table", () => {
    const sources = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "operations.ts")
      .map((file) => readFileSync(path.join(import.meta.dirname, file), "utf8"))
      .join("\n");
    const unused = table.filter(([name]) => !sources.includes(`"${name}"`)).map(([name]) => name);
    expect(unused).toEqual([]);
    // Who names an address of the API without the table makes a call that nothing checks.
    expect(sources.match(/["'`]\/?1\.0\/\w+/g)).toBeNull();
  });

  it("has its ids in the path and its words in parameters", () => {
    for (const [name, operation] of table) {
      expect(operation.path, name).toMatch(/^(\/[a-z_]+|\/\{[a-zA-Z]+\})+$/);
      expect(operation.locks && operation.method === "GET", name).toBeFalsy();
    }
  });
});

describe("the check itself", () => {
  const described = (parameters: readonly Parameter[]): Description => ({
    paths: { "/x": { get: { parameters } } },
    components: { schemas: {} },
  });
  const row: Operation = { method: "GET", path: "/x", parameters: ["a"] };

  it("finds a call, a parameter and a need that do not fit", () => {
    expect(faultsOf(described([{ name: "a", in: "query" }]), "x", row)).toEqual([]);
    expect(faultsOf(described([]), "x", row)).toEqual(["x does not take a"]);
    expect(faultsOf(described([{ name: "a", in: "query" }]), "x", { ...row, method: "PUT" })).toHaveLength(1);
    expect(
      faultsOf(described([{ name: "b", in: "query", required: true }]), "x", { ...row, parameters: [] }),
    ).toEqual(["x needs b"]);
    expect(faultsOf(described([]), "x", { ...row, undocumented: "why" })).toEqual(["x is documented by now"]);
  });
});
