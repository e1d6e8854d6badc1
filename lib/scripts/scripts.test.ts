import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getScriptDetail, listScripts } from "./reads.ts";
import { scriptQuery, splitScriptPath } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const operator = testCtx("operator");
const list = (query: Record<string, string> = {}) =>
  listScripts(operator, scene.connectionId(), scriptQuery.parse(query));
const broken = async (path: string) => {
  const { value } = await getScriptDetail(operator, scene.connectionId(), path);
  return (value.findings ?? []).flatMap(({ rule, title, state }) =>
    state === "good" ? [] : [`${state} ${rule} ${title}`],
  );
};

test("scripts are searched by path and say which channels run them", async () => {
  const all = await list();
  const [used] = all.items.filter(({ channels }) => channels.length > 0);
  expect(used).toBeDefined();
  const found = await list({ q: splitScriptPath(used?.path ?? "").name });
  expect(found.items.map(({ path }) => path)).toContain(used?.path);
  const paths = (await list({ sort: "-path" })).items.map(({ path }) => path);
  expect(paths).toEqual(paths.toSorted((a, b) => b.localeCompare(a)));
});

test.each([
  ["Handover\\No escalate", "bad H-61 ESCALATE"],
  ["Handover\\No end escalation", "bad H-61 END ESCALATION"],
  ["Handover\\No on release", "bad H-61 ONRELEASE"],
  ["Handover\\Message after escalation", "warning H-06 No message after the handover starts"],
])("%s is told what it lacks", async (path, wanted) => {
  const found = await broken(path);
  expect(found).toContain(wanted);
  expect(found).toContain("warning H-60 Folder Cognigy");
});

test("a script has its versions, the one that runs marked", async () => {
  const { value } = await getScriptDetail(operator, scene.connectionId(), "Handover\\Complete handover");
  expect(value.versions.length).toBeGreaterThanOrEqual(3);
  expect(value.versions.filter(({ current }) => current)).toHaveLength(1);
});

test("a script of desktop Studio is shown without its lint instead of failing", async () => {
  const { value } = await getScriptDetail(operator, scene.connectionId(), "Voice\\Night Line");
  expect(value.findings).toBeNull();
});

test("a script that is gone is not found", async () => {
  await expect(getScriptDetail(operator, scene.connectionId(), "No\\Such")).rejects.toMatchObject({
    code: "not_found",
  });
});
