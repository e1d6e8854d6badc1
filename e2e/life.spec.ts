import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { inCxone, setUpLive } from "./live-handover.ts";

test("a handover drifts and is put right, is edited by two, pauses, and is torn down with what is left to people", async ({
  page,
  openWindow,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn(page);
  const { id, name, skillId } = await setUpLive(page);
  const home = `${product.url}/handovers/${id}`;

  await test.step("somebody switches the skill off in CXone: seen, and reverted through plan and apply", async () => {
    await page.goto(home);
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
    await inCxone(`skills/${skillId}/toggle`, {});
    await page.getByRole("button", { name: "Check for drift now" }).click();
    const drift = page.getByRole("region", { name: "Drift" });
    await expect(drift.getByText("active", { exact: true })).toBeVisible();
    await expect(drift.getByRole("button", { name: "Accept" })).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.goto(`${product.url}/handovers`);
    await expect(page.getByRole("listitem").filter({ hasText: name }).getByText("Drifted")).toBeVisible();
    await page.goto(home);
    await drift.getByRole("link", { name: "Revert" }).click();
    await page.getByRole("button", { name: "Apply 1 change" }).click();
    await page.waitForURL(/\/runs\//);
    await expect(page.getByText("Everything is applied")).toBeVisible({ timeout: 60_000 });
    await page.goto(home);
    await expect(drift.getByText("CXone is as it was applied")).toBeVisible();
  });

  await test.step("two admins edit the name: the second keeps what he typed, learns who was first, and chooses", async () => {
    const other = await openWindow();
    await signIn(other);
    await page.goto(`${home}/setup/name`);
    await other.goto(`${home}/setup/name`);
    await other.getByRole("textbox", { name: "Name" }).fill(`${name} first`);
    await other.getByRole("button", { name: "Save and continue" }).click();
    await other.waitForURL(/\/setup\/bot/);
    await page.getByRole("textbox", { name: "Name" }).fill(`${name} second`);
    await page.getByRole("button", { name: "Save and continue" }).click();
    await expect(page.getByText("Two versions of this step")).toBeVisible();
    await expect(page.getByText(/saved this step at .+ first/).first()).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(`${name} second`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use mine" }).click();
    await page.waitForURL(/\/setup\/bot/);
    await other.close();
    await page.goto(home);
    await expect(page.getByRole("heading", { level: 1, name: `${name} second` })).toBeVisible();
    await expect(page.getByText("Changes not applied yet")).toBeVisible();
  });

  await test.step("paused, it refuses requests for a person with the cancel message; its checks let it resume", async () => {
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible();
    const visitor = await openWindow();
    await visitor.goto(`${product.url}/chat/${id}`);
    await visitor.getByRole("textbox").fill("human");
    await visitor.keyboard.press("Enter");
    await expect(visitor.getByRole("log")).toContainText("Your request for a colleague was cancelled.");
    await visitor.close();
    await page.getByRole("button", { name: "Resume", exact: true }).click();
    // The new name is not applied yet, so the channel is called otherwise: a person decides.
    await page.getByRole("button", { name: "Resume anyway" }).click();
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  });

  await test.step("the teardown is reviewed, confirmed by name, and says what remains", async () => {
    await page.getByRole("link", { name: "Tear down" }).click();
    await expect(page.getByText(/^Delete the channel/)).toBeVisible();
    await expect(page.getByText(/^Switch off the skill/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    const remove = page.getByRole("button", { name: "Remove 4 objects" });
    await expect(remove).toBeDisabled();
    await page.getByLabel(/^Type .+ to confirm/).fill(`${name} second`);
    await remove.click();
    await page.waitForURL(/\/runs\//);
    await expect(page.getByText("Removed, and 1 left to you")).toBeVisible({ timeout: 60_000 });
    await page.getByLabel(/^Delete the integration/).click();
    await expect(page.getByText(/^Ticked by/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.goto(`${product.url}/handovers?removed=true`);
    await expect(page.getByRole("link", { name: `${name} second` })).toBeVisible();
  });
});
