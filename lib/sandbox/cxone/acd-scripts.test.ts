import { expect, test } from "vitest";
import { signInAs, testTenant } from "../test-tenant.ts";

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

test("a script of the desktop Studio fails as JSON and is read as XML in base64", async () => {
  const { acd, control } = await testTenant();
  const search = (await acd("GET", "/scripts/search?scriptName=Night%20Line&mediaType=4")).body as {
    scriptSearchDetails: { masterID: number; actions: string[] }[];
  };
  const masterId = search.scriptSearchDetails[0]?.masterID;
  expect(search.scriptSearchDetails[0]?.actions).toContain("REQAGENT");
  expect((await acd("GET", "/scripts?scriptPath=Voice%5CNight%20Line")).status).toBe(500);
  const { body } = (await acd("GET", `/scripts/${masterId}`)).body as { body: string };
  const xml = Buffer.from(body, "base64").toString();
  expect(xml).toContain('<Action id="3" type="REQAGENT" label="Queue: Support_Voicemail">');
  expect(xml).toContain('<Property name="Skill">Support_Voicemail</Property>');
  await control("POST", "/switches", { scriptXmlField: "scriptContent" });
  expect((await acd("GET", `/scripts/${masterId}`)).body).toMatchObject({ scriptContent: body });
});

test("the search is complete, or cut when a page is asked for", async () => {
  const { acd } = await testTenant();
  const all = (await acd("GET", "/scripts/search")).body as {
    scriptSearchDetails: unknown[];
    totalRecords: number;
  };
  expect(all.scriptSearchDetails).toHaveLength(10);
  const old = await acd("GET", "/scripts/search?includeInactive=true&scriptName=Complete%20handover");
  expect(old.body).toMatchObject({
    totalRecords: 3,
    scriptSearchDetails: [{ status: "HIST" }, { status: "HIST" }, { status: "CURR" }],
  });
  expect((await acd("GET", "/scripts/search?top=3&skip=8")).body).toMatchObject({
    totalRecords: 10,
    scriptSearchDetails: [{}, {}],
  });
});

test("a lock keeps others out until it is taken off", async () => {
  const tenant = await testTenant();
  const path = "/scripts?scriptPath=Digital%5CDefault%20Digital%20Script";
  expect((await tenant.acd("PUT", `${path}&lockScript=true`)).status).toBe(200);
  expect((await tenant.acd("GET", "/script-folders?folder=Digital")).body).toMatchObject({
    scriptList: [{ scriptName: "Default Digital Script", lockedBy: "avery.quinn@acme.example" }],
  });
  const { header } = (await tenant.acd("GET", path)).body as { header: unknown };
  expect(header).toMatchObject({ lockInfo: { lockedBy: "avery.quinn@acme.example" } });
  await tenant.form("/cxone/console/users/30102", { roleId: "1", digitalEngagement: "on", isActive: "on" });
  const other = await signInAs(tenant, 30102);
  const content = script("Digital\\Default Digital Script");
  expect((await other("POST", "/scripts", content)).status).toBe(409);
  expect((await other("DELETE", path)).status).toBe(409);
  expect((await tenant.acd("PUT", `${path}&lockScript=false`, content)).status).toBe(200);
  expect((await other("POST", "/scripts", content)).status).toBe(200);
  expect((await tenant.acd("PUT", "/scripts?scriptPath=None&lockScript=true")).status).toBe(404);
});

test("a script is spawned for a skill, and kicked", async () => {
  const { acd } = await testTenant();
  const path = "scriptPath=Voice%5CMain%20IVR";
  expect((await acd("POST", `/scripts/start?skillId=4606101&${path}`)).body).toEqual({
    contactId: expect.any(Number),
  });
  expect((await acd("POST", `/scripts/start?skillId=1&${path}`)).status).toBe(400);
  expect((await acd("POST", "/scripts/start", { skillId: 4606101, scriptPath: "None" })).status).toBe(404);
  expect((await acd("POST", `/scripts/kick?${path}`)).status).toBe(202);
});
