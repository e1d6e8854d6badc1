import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { inDatabase } from "./product-database.ts";
import { askAsAdmin } from "./scene.ts";

const DIGITS = "301234711";
const NUMBER = `+49${DIGITS}`;
const MASKED = "+49 30 ••• 4711";
const WHY = 'No agent available with skill "German" (0 of 6)';

/** Transfers that ended within the last hour as runs leave them: three that were answered and one that was not. */
async function logTransfers(mark: string): Promise<{ queue: string; callId: string }> {
  const queue = `Sales ${mark}`;
  const ended = [
    ["connected", null, queue],
    ["connected", null, queue],
    ["connected", null, queue],
    ["voicemail", "no_agent", "Voicemail 999"],
  ] as const;
  await inDatabase(async (client) => {
    for (const [n, [outcome, reason, target]] of ended.entries()) {
      const event = (kind: string, text: string) => ({ at: new Date().toISOString(), step: 0, kind, text });
      const timeline = [
        event("requested", `Transfer of the call from ${NUMBER}`),
        ...(reason ? [event("ineligible", WHY), event("voicemail", "To voicemail")] : []),
        event("ended", `Ended: ${outcome}`),
      ];
      await client.query(
        `INSERT INTO transfer (id, at, ended_at, connection_id, call_id, caller, policy_id, policy_name, policy_version, queue_id,
           queue_name, target, outcome, reason, reason_text, attempts, duration_ms, source, actor_kind, actor_id, actor_name,
           request_id, policy, timeline)
         VALUES ($1, now() - make_interval(mins => $2), now(), 'con_gone', $3, $4, $5, $6, 1, $7, $6, $8, $9, $10, $11, 1, 20000,
           'console', 'user', 'usr_1', 'Sue', 'req_12345678', $12, $13)`,
        [
          `trf_${mark}${n}`,
          n + 1,
          `call-${mark}-${n}`,
          NUMBER,
          `pol_${mark}`,
          queue,
          `que_${mark}`,
          target,
          outcome,
          reason,
          reason && WHY,
          JSON.stringify(POLICY),
          JSON.stringify(timeline),
        ],
      );
    }
    await client.query(
      `INSERT INTO transfer_tally (quarter, connection_id, queue_id, outcome, reason, count, duration_ms)
       SELECT date_bin('15 minutes', at, 'epoch'), connection_id, queue_id, outcome, coalesce(reason, ''), count(*), sum(duration_ms)
       FROM transfer WHERE queue_id = $1 GROUP BY 1, 2, 3, 4, 5`,
      [`que_${mark}`],
    );
  });
  return { queue, callId: `call-${mark}-3` };
}

const POLICY = {
  routes: [
    { transferType: "BLIND", targetType: "QUEUE", targetId: "4711", targetName: "Sales", priority: 1 },
  ],
  voicemail: { targetType: "EXTENSION", targetId: "999", targetName: "" },
  watch: { pollSeconds: 3, timeoutSeconds: 30, unknownMinutes: 10 },
};

type SignIn = (page: Page, who: { email: string; password: string }) => Promise<void>;

async function supervisor(admin: Page, browser: Browser, signIn: SignIn) {
  const ask = await askAsAdmin(admin);
  const who = { email: `sue-${randomUUID().slice(0, 8)}@example.com`, password: `canary-${randomUUID()}` };
  const person = await ask("POST", "/api/users", { ...who, name: "Sue", role: "supervisor" });
  const page = await (await browser.newContext({ timezoneId: "Australia/Adelaide" })).newPage();
  await signIn(page, who);
  return { page, personId: person.id };
}

test("a supervisor's morning: why did this caller hit voicemail, with numbers masked until an admin grants them", async ({
  page: admin,
  browser,
  signIn,
}) => {
  const mark = randomUUID().slice(0, 8);
  const { queue, callId } = await logTransfers(mark);
  await signIn(admin);
  const { page, personId } = await supervisor(admin, browser, signIn);
  const seen: string[] = [];
  page.on("response", async (response) => {
    if (!response.url().includes("/_next/static/")) seen.push(await response.text().catch(() => ""));
  });

  await test.step("the morning page leads to the calls behind a share", async () => {
    await page
      .getByRole("navigation", { name: "Console" })
      .getByRole("link", { name: "Transfers", exact: true })
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "Transfers" })).toBeVisible();
    // Days are those of the browser's zone, which is half an hour off the whole hours.
    await expect(page).toHaveURL(/period=7d@Australia\/Adelaide/);
    await expect(page.getByText("Days of Australia/Adelaide")).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole("link", { name: /^Voicemail ?: show these transfers/ }).click();
    await expect(page).toHaveURL(/outcome=voicemail/);
    await expect(page.getByRole("button", { name: "Remove filter Outcome: Voicemail" })).toBeVisible();
  });

  await test.step("she narrows it down and keeps the view", async () => {
    await page.getByRole("searchbox").fill(queue);
    const rows = page.getByRole("table", { name: "Transfers" }).getByRole("row");
    await expect(rows).toHaveCount(2);
    await expect(rows.last()).toContainText(MASKED);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: /^Save this view/ }).click();
    await page.getByLabel("Name").fill(`Voicemail ${mark}`);
    await page.getByRole("button", { name: "Save view" }).click();
    await expect(page.getByRole("button", { name: `Voicemail ${mark}` })).toBeVisible();
    await page.goto(`${product.url}/transfers/log`);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: `Voicemail ${mark}` }).click();
    await expect(rows).toHaveCount(2);
  });

  await test.step("an address that was mistyped says so, and fits a phone", async () => {
    const address = page.url();
    await page.goto(`${product.url}/transfers/log?outcome=nonsense`);
    await expect(page.getByText("This address cannot be read")).toBeVisible();
    await expect(page.getByText(/^outcome: Choose among connected, fallback, voicemail, /)).toBeVisible();
    await expectFitsPhone(page);
    await page.goto(address);
  });

  await test.step("she exports what is filtered, masked like the page", async () => {
    await page.getByRole("button", { name: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /^CSV/ }).click();
    expect((await download).suggestedFilename()).toMatch(/^patchbay-transfers-.*\.csv$/);
    for (const format of ["csv", "jsonl"]) {
      const file = await page.request.get(`${product.url}/api/transfers/export?format=${format}&q=${mark}`);
      const content = await file.text();
      expect(content).toContain(MASKED);
      expect(content).not.toContain(DIGITS);
    }
  });

  await test.step("the row says why", async () => {
    await page.getByRole("table", { name: "Transfers" }).getByRole("link").first().click();
    await expect(page).toHaveURL(new RegExp(`/transfers/trf_${mark}3`));
    await expect(page.getByText(WHY).first()).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(MASKED);
    expect(seen.join("\n")).not.toContain(DIGITS);
  });

  await test.step("an admin grants her numbers, and she sees them at once", async () => {
    await admin.goto(`${product.url}/settings/people/${personId}`);
    await admin.getByRole("switch", { name: "Sees whole numbers" }).click();
    await expect(admin.getByText("Sue sees whole numbers").first()).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(NUMBER);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(callId);
    await page.getByRole("option", { name: `Transfer of call ${callId}` }).click();
    await expect(page).toHaveURL(new RegExp(`/transfers/trf_${mark}3`));
  });
  await page.context().close();
});
