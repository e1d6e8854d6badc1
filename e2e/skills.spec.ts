import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

const tag = () => randomUUID().slice(0, 6);
type Credentials = Record<string, string>;

async function cxoneCredentials(): Promise<Credentials> {
  const answer = await fetch(`${product.sandboxUrl}/credentials.json`);
  const { cxone } = (await answer.json()) as { cxone: Credentials };
  noteSecret(cxone.accessKeySecret ?? "");
  noteSecret(cxone.clientSecret ?? "");
  return cxone;
}

/** A call of our own API as the person who is signed in. */
const call = <Answer>(page: Page, method: string, path: string, body?: unknown): Promise<Answer> =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path as string, {
        method: method as string,
        headers: { "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return answer.json();
    },
    [method, path, body] as const,
  );

/** Signs in and gives the id of a connection to the sandbox. */
async function connect(page: Page, signIn: (page: Page) => Promise<void>): Promise<string> {
  await signIn(page);
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } =
    await cxoneCredentials();
  const { id } = await call<{ id: string }>(page, "POST", "/api/connections", {
    name: `Skills ${tag()}`,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  });
  return id;
}

const skill = (skillName: string) => ({
  skillName,
  mediaTypeId: 9,
  direction: "inbound",
  campaignId: 310001,
  serviceLevelThresholdSeconds: 30,
  serviceLevelGoalPercent: 80,
});

async function makeSkill(page: Page, connection: string): Promise<{ id: number; name: string }> {
  const name = `Made_${tag()}`;
  const made = await call<{ skill: { skillId: number } }>(
    page,
    "POST",
    `/api/connections/${connection}/skills`,
    skill(name),
  );
  return { id: made.skill.skillId, name };
}

const control = (path: string, body: unknown) =>
  fetch(`${product.sandboxUrl}/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** A team of 50 agents in CXone; their names stand at the end of every list. */
async function makeTeam(): Promise<{ team: string; ids: number[] }> {
  const cxone = await cxoneCredentials();
  const token = await fetch(`${cxone.issuer}/auth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${cxone.clientId}:${cxone.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: "password",
      username: cxone.accessKeyId ?? "",
      password: cxone.accessKeySecret ?? "",
    }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  noteSecret(access_token);
  const acd = async (path: string, body: unknown) => {
    const answer = await fetch(`${product.sandboxUrl}/cxone/acd/inContactAPI/services/v33.0/${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${access_token}`,
        accept: "application/json",
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, { agentId: number; teamId: number }[]>;
  };
  const team = `Team ${tag()}`;
  await acd("teams", { teams: [{ teamName: team, isActive: true }] });
  const listed = await fetch(
    `${product.sandboxUrl}/cxone/acd/inContactAPI/services/v33.0/teams?searchString=${encodeURIComponent(team)}`,
    { headers: { authorization: `Bearer ${access_token}`, accept: "application/json" } },
  );
  const { teams } = (await listed.json()) as { teams: { teamId: number; teamName: string }[] };
  const teamId = teams.find(({ teamName }) => teamName === team)?.teamId;
  const { agentResults = [] } = await acd("agents", {
    agents: Array.from({ length: 50 }, (_, n) => ({
      firstName: "Bulk",
      lastName: `Zz${team.slice(5)} ${String(n + 1).padStart(2, "0")}`,
      teamId,
      profileId: 3,
      emailAddress: `${tag()}.${n}@acme.example`,
      userName: `${tag()}.${n}@acme.example`,
      timeZone: "UTC",
      country: "DE",
      city: "Berlin",
    })),
  });
  return { team, ids: agentResults.map(({ agentId }) => agentId) };
}

test("a skill is made: a bad name first, then Preferred Agent with all that it needs", async ({
  page,
  signIn,
}) => {
  const connection = await connect(page, signIn);
  const name = `Storung_${tag()}`;
  await page.goto(`${product.url}/skills?connection=${connection}`);
  await page.getByRole("link", { name: "New skill" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New skill" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.getByLabel("Skill name").fill(name.replace("o", "ö"));
  await page.getByText("Preferred Agent", { exact: true }).click();
  await page.getByRole("button", { name: "Make skill" }).click();
  await expect(page.getByText(/“ö” is not allowed in a skill name/).first()).toBeVisible();
  await expect(page.getByText("Preferred Agent needs a Focus Metric: choose one.").first()).toBeVisible();
  await expect(page.getByText("Enter whole seconds from 1 to 5,256,000.").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: `Use ${name}` }).click();
  await expect(page.getByLabel("Skill name")).toHaveValue(name);
  const campaign = page.getByRole("group", { name: "Campaign" });
  await campaign.getByRole("searchbox").fill("https://na1.nice-incontact.com/acd/#/campaigns/310002");
  await campaign.getByRole("radio", { name: /Customer Care/ }).check();
  await page.getByText("Who handled this case last.").click();
  await page.getByText(/Waits only while the preferred agent/).click();
  await page.getByRole("textbox", { name: "Fallback Time" }).fill("1e3");
  await page.getByRole("button", { name: "Make skill" }).click();
  await expect(page.getByText("Enter whole seconds from 1 to 5,256,000.").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Fallback Time" }).fill("900");
  await expect(page.getByText("900 s = 15 min")).toBeVisible();
  await page.getByRole("button", { name: "Make skill" }).click();

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("When Available", { exact: true })).toBeVisible();
  await expect(page.getByText("900 s = 15 min")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("fifty agents of a team get a skill; the one that fails is shown and tried again alone", async ({
  page,
  signIn,
}) => {
  const connection = await connect(page, signIn);
  const { id } = await makeSkill(page, connection);
  const { team, ids } = await makeTeam();
  const failing = ids[36] ?? 0;
  await control("skill-agents", { failFor: [failing] });

  await page.goto(`${product.url}/skills/${id}/agents?connection=${connection}`);
  await expect(page.getByText("Nobody holds this skill")).toBeVisible();
  await page.getByRole("button", { name: "Add agents" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "All of a team" }).click();
  await page.getByRole("menuitem", { name: team }).click();
  await expect(dialog.getByText("50 chosen")).toBeVisible();
  await dialog.getByLabel("Proficiency").fill("3");
  await dialog.getByRole("button", { name: "Add 50 agents" }).click();

  await expect(page.getByText("49 of 50 done")).toBeVisible();
  const undone = page.getByRole("list", { name: "Not done" }).getByRole("listitem");
  await expect(undone).toHaveCount(1);
  await expect(undone).toContainText("37");
  await expect(undone).toContainText("could not be updated");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await control("skill-agents", { failFor: [] });
  await page.getByRole("button", { name: "Retry 1 that is not done" }).click();
  await expect(page.getByText("50 of 50 done")).toBeVisible();
  await expect(page.getByText("1 to 50 of 50 agents with this skill")).toBeVisible();
});

test("the second of two people with the same skill open is told who changed what, and keeps what was typed", async ({
  page,
  openWindow,
  signIn,
}) => {
  const connection = await connect(page, signIn);
  const { id, name } = await makeSkill(page, connection);
  const address = `${product.url}/skills/${id}/edit?connection=${connection}`;
  const other = await openWindow();
  await signIn(other);
  await page.goto(address);
  await other.goto(address);
  for (const one of [page, other]) await expect(one.getByLabel("Skill name")).toHaveValue(name);
  await page.getByLabel("Goal").fill("90");
  await page.getByRole("button", { name: "Save skill" }).click();
  await expect(page.getByText("90 % within 30 s")).toBeVisible();

  await other.getByLabel("Goal").fill("70");
  await other.getByRole("button", { name: "Save skill" }).click();
  await expect(other.getByRole("form").getByRole("alert")).toContainText("changed it at");
  await expect(other.getByRole("form").getByRole("alert")).toContainText("serviceLevelGoalPercent");
  await expect(other.getByLabel("Goal")).toHaveValue("70");
});

test("with CXone down a skill is shown as it was last known, and one never seen says why not", async ({
  page,
  signIn,
}) => {
  const connection = await connect(page, signIn);
  const [seen, unseen] = [await makeSkill(page, connection), await makeSkill(page, connection)];
  const address = (id: number) => `${product.url}/skills/${id}?connection=${connection}`;
  await page.goto(address(seen.id));
  await expect(page.getByRole("heading", { level: 1, name: seen.name })).toBeVisible();
  // Just the tries of one call each: other journeys share the breaker of the same host.
  const fail = ({ id }: { id: number }) =>
    control("faults", {
      system: "cxone",
      method: "GET",
      pathPattern: `/skills/${id}$`,
      times: 3,
      status: 500,
    });
  await fail(seen);
  await page.goto(address(seen.id));
  await expect(page.getByRole("heading", { level: 1, name: seen.name })).toBeVisible();
  await expect(page.getByText(/As of .*, CXone does not answer/)).toBeVisible();
  await fail(unseen);
  await page.goto(address(unseen.id));
  await expect(page.getByRole("heading", { level: 1, name: "No answer" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Console" }).first()).toBeAttached();
});

test("an agent says what is missing, and a campaign that it never dials", async ({ page, signIn }) => {
  const connection = await connect(page, signIn);
  await page.goto(`${product.url}/agents/30105?connection=${connection}`);
  await expect(page.getByText("None: no digital conversation is routed to this agent.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.goto(`${product.url}/campaigns/310002?connection=${connection}`);
  await expect(page.getByText(/never dials/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Website_Chat" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
