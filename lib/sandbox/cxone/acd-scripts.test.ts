import { expect, test } from "vitest";
import { testTenant } from "../test-tenant.ts";

function script(scriptName: string, change: Record<string, unknown> = {}) {
  return {
    scriptContent: {
      header: { scriptName, busNo: 4606137, mediaType: 9 },
      actions: { 1: { name: "BEGIN" }, 2: { name: "REQAGENT" } },
      properties: {},
      branches: { 1: [{ to: 2, label: "", type: "default" }] },
      ...change,
    },
  };
}

type Saved = {
  errorCount: number;
  results: [
    {
      success: boolean;
      masterId?: number;
      error_code?: { details: { totalWarnings: number; totalErrors: number; actions: unknown } };
    },
  ];
};

test("a clean script is saved, and saving the name again makes a new version with a new id", async () => {
  const { acd } = await testTenant();
  const first = await acd("POST", "/scripts", script("Cognigy\\Handover 1"));
  const second = await acd("POST", "/scripts", script("Cognigy\\Handover 1"));
  const ids = [first, second].map((answer) => (answer.body as Saved).results[0].masterId);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(ids[0]).not.toBe(ids[1]);
  expect((await acd("GET", "/scripts/search?scriptName=handover%201")).body).toMatchObject({
    scriptSearchDetails: [{ masterID: ids[1], scriptName: "Cognigy\\Handover 1", status: "CURR" }],
  });
  expect((await acd("GET", "/scripts/historyByName?scriptPath=Cognigy%5CHandover%201")).body).toMatchObject({
    versions: [
      { scriptId: ids[1], status: "CURR" },
      { scriptId: ids[0], status: "HIST" },
    ],
  });
  expect((await acd("GET", `/scripts?scriptId=${ids[0]}`)).body).toMatchObject({
    header: { masterId: ids[0] },
  });
});

test("folders are walked with backslashes", async () => {
  const { acd } = await testTenant();
  await acd("POST", "/scripts", script("Cognigy\\Handover 1"));
  const root = (await acd("GET", "/script-folders")).body as {
    scriptList: { scriptName: string; isFolder: boolean }[];
  };
  expect(root.scriptList).toContainEqual(expect.objectContaining({ scriptName: "Cognigy", isFolder: true }));
  expect((await acd("GET", "/script-folders?folder=Cognigy")).body).toMatchObject({
    scriptList: [{ scriptName: "Handover 1", isFolder: false }],
  });
});

test("an unknown action is a warning: 206, saved", async () => {
  const { acd } = await testTenant();
  const answer = await acd(
    "POST",
    "/scripts",
    script("Warned", { actions: { 1: { name: "BEGIN" }, 2: { name: "TELEPORT" } } }),
  );
  expect(answer.status).toBe(206);
  expect((answer.body as Saved).results[0]).toMatchObject({
    success: true,
    error_code: {
      details: {
        totalErrors: 0,
        totalWarnings: 1,
        actions: { 2: { actionType: "TELEPORT", warnings: [{ key: "action-not-available" }] } },
      },
    },
  });
  expect((await acd("GET", "/scripts?scriptPath=Warned")).status).toBe(200);
});

test.each([
  ["no BEGIN", { actions: { 2: { name: "REQAGENT" } }, branches: {} }],
  ["a branch to nowhere", { branches: { 1: [{ to: 9 }] } }],
])("%s is an error: 409, nothing saved", async (_what, change) => {
  const { acd } = await testTenant();
  const answer = await acd("POST", "/scripts", script("Refused", change));
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({
    errorCount: 1,
    results: [{ success: false, error_code: { details: { totalErrors: 1 } } }],
  });
  expect((await acd("GET", "/scripts?scriptPath=Refused")).status).toBe(404);
});

test("a script of another business unit is refused, and deleting takes every version", async () => {
  const { acd } = await testTenant();
  expect((await acd("POST", "/scripts", script("X", { header: { scriptName: "X", busNo: 1 } }))).status).toBe(
    403,
  );
  await acd("POST", "/scripts", script("Gone"));
  await acd("POST", "/scripts", script("Gone"));
  expect((await acd("DELETE", "/scripts?scriptPath=Gone")).status).toBe(200);
  expect((await acd("DELETE", "/scripts", { scriptPath: "Gone" })).status).toBe(404);
});
