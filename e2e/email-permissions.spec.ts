import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo } from "./scene.ts";

test("roles, people, queues and service level of an email channel, each with one thing wrong first", async ({
  page,
  signIn,
}) => {
  const mark = randomUUID().slice(0, 6);
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { id } = await ask(
    "POST",
    "/api/connections",
    await connectionTo(product.sandboxUrl, `Rules ${mark}`),
  );
  const name = `Mail ${mark}`;
  await ask("POST", "/api/email/channels", { connectionId: id, name });

  await test.step("no role has the channel: said, and gone once one may reply", async () => {
    await page.goto(`${product.url}/email/permissions?connection=${id}`);
    await expect(page.getByText("No role has this channel: its mail is seen by nobody.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: `Not in the role: permissions of Supervisor on ${name}` }).click();
    const dialog = page.getByRole("dialog", { name: `Supervisor on ${name}` });
    // Reading without replying: told at once, before anything is saved.
    await dialog.getByLabel("Create Drafts").check();
    await expect(dialog.getByText(/Without Send Replies its people read the mail/)).toBeVisible();
    await dialog.getByRole("button", { name: "Minimum" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("No role has this channel")).toBeHidden();
    await expect(
      page.getByRole("button", { name: `Minimum: permissions of Supervisor on ${name}` }),
    ).toBeVisible();
  });

  await test.step("somebody ticks the role in CXone and says so", async () => {
    await page.getByRole("button", { name: "What to enter in CXone for Supervisor" }).click();
    const dialog = page.getByRole("dialog", { name: "Supervisor in CXone" });
    await dialog.getByLabel("Evidence").fill("Seen by the test");
    await dialog.getByRole("button", { name: "It stands in CXone" }).click();
    await expect(dialog.getByText("Entered in CXone", { exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("a person has one digital role: a second is refused, then they move", async () => {
    const give = async (role: RegExp) => {
      await page.getByRole("button", { name: "Give a role" }).click();
      const dialog = page.getByRole("dialog", { name: "Give a digital role" });
      const options = await dialog.getByLabel("Role").locator("option").allTextContents();
      await dialog
        .getByLabel("Role")
        .selectOption({ label: options.find((label) => role.test(label)) ?? "" });
      await dialog.getByRole("checkbox").first().check();
      await dialog.getByRole("button", { name: /^Give .* to 1 person$/ }).click();
      return dialog;
    };
    const first = await give(/^Supervisor/);
    await expect(first.getByText("has Supervisor now")).toBeVisible();
    await first.getByRole("button", { name: "Close" }).last().click();
    const second = await give(/^Agent/);
    await expect(second.getByText("keeps Supervisor")).toBeVisible();
    await second.getByRole("button", { name: /^Move this person to/ }).click();
    await expect(second.getByText("Supervisor → Agent")).toBeVisible();
    await second.getByRole("button", { name: "Close" }).last().click();
    await expect(
      page.getByRole("list", { name: "People with a digital role" }).getByText("Agent"),
    ).toBeVisible();
    await expectFitsPhone(page);
  });

  await test.step("a queue is to include the channel", async () => {
    await page.goto(`${product.url}/email/queues?connection=${id}`);
    await expectAccessible(page);
    await page
      .getByRole("button", { name: /^Channels of/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog", { name: /^Channels of/ });
    await dialog.getByLabel(name).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("button", { name: "It stands in CXone" }).click();
    await expect(dialog.getByText("Entered in CXone", { exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByText("Set in CXone")).toBeVisible();
  });

  await test.step("a service level: nothing at all is refused, the example counts business hours", async () => {
    await page.goto(`${product.url}/email/sla?connection=${id}`);
    const response = page.getByRole("group", { name: "First Response Time" });
    await response.getByLabel("Hours").fill("0");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(
      page.getByText("The time is longer than nothing: enter at least one minute.").first(),
    ).toBeVisible();
    await expect(response.getByLabel("Hours")).toHaveValue("0");
    await response.getByLabel("Hours").fill("1");
    const example = page.getByRole("region", { name: "Worked example" });
    await example.getByLabel("A mail comes at").fill("2026-11-20T16:30");
    await expect(example.getByText("First response due Mon, 23 Nov 2026, 09:30")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "It stands in CXone" }).click();
    await expect(page.getByText("Entered in CXone", { exact: true })).toBeVisible();

    await page.getByRole("button", { name: `Change the service level of ${name}` }).click();
    const dialog = page.getByRole("dialog", { name: `Service level of ${name}` });
    await dialog.getByRole("radio", { name: /^No, different/ }).check();
    await dialog.getByRole("group", { name: "Solution Time" }).getByLabel("Days").fill("0");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText(/at least one minute|no earlier than/).first()).toBeVisible();
    await dialog.getByRole("group", { name: "Solution Time" }).getByLabel("Hours").fill("8");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Its own: first response 4 hours, solution 8 hours")).toBeVisible();
  });
});
