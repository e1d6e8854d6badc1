import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { credentials, makeMailbox } from "./email-scene.ts";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { type Ask, askAsAdmin, connectionTo } from "./scene.ts";

/** A host that nobody should call; what called it. */
async function startBait() {
  const calls: string[] = [];
  const server = http.createServer((request, response) => {
    calls.push(request.url ?? "");
    response.end("x");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const hostile = (bait: string) => `
<style>@import "${bait}/import.css"; td{background:url(${bait}/background.png)} p{color:rgb(1, 2, 3)}</style>
<base href="${bait}/"><meta http-equiv="refresh" content="0;url=${bait}/refresh">
<link rel="stylesheet" href="${bait}/link.css">
<script>top.ran = "script"; fetch("${bait}/script")</script>
<img src="${bait}/image.png" srcset="${bait}/srcset.png 2x" onerror="top.ran = 'onerror'">
<img src="x" onerror="parent.document.title = 'taken'; fetch('${bait}/onerror')">
<svg onload="top.ran = 'svg'"><script>fetch("${bait}/svg")</script><image href="${bait}/svg.png"/></svg>
<iframe src="${bait}/frame"></iframe><iframe srcdoc="<script>fetch('${bait}/srcdoc')</script>"></iframe>
<object data="${bait}/object"></object><video src="${bait}/video" autoplay></video>
<form action="${bait}/form" id="f"><input name="password"><button>Send</button></form>
<body onload="top.ran = 'body'"><p id="p" style="background:url('${bait}/inline.png')">Dear {{customer.firstName}}</p>
<a href="javascript:top.ran='link'">A link that runs</a>
<a href="${bait}/plain" target="_top">A plain link</a>`;

async function connect(ask: Ask, name: string): Promise<string> {
  return (await ask("POST", "/api/connections", await connectionTo(product.sandboxUrl, name))).id;
}

/** A mail server with a mailbox of this journey, without the pages of Microsoft. */
async function addServer(ask: Ask, connectionId: string, mark: string) {
  const { smtp } = await credentials();
  const { address: mailbox, password } = await makeMailbox(`template-${mark}`);
  const { host, port, ca: caCertificate } = smtp;
  const where = { provider: "other", host, port, security: "starttls", caCertificate };
  const sender = { name: `Server ${mark}`, mailbox, auth: "password", secrets: { password } };
  await ask("POST", "/api/email/smtp", { connectionId, ...where, ...sender });
  return { mailbox };
}

const frameOf = (page: Page) => page.frameLocator("iframe[title=Preview]:not([aria-hidden=true])");

test("HTML that would run, send or fetch stays inert in the preview, and is named", async ({
  context,
  signIn,
}) => {
  const bait = await startBait();
  // Chromium reports a window that the sandbox refused as an error, which is what is wanted here.
  const page = await context.newPage();
  await signIn(page);
  const ask = await askAsAdmin(page);
  const mark = randomUUID().slice(0, 6);
  const connectionId = await connect(ask, `Hostile ${mark}`);
  const html = hostile(bait.url);
  const { id } = await ask("POST", "/api/email/templates", { connectionId, name: `Hostile ${mark}`, html });
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));

  await page.goto(`${product.url}/email/templates/${id}`);
  const mail = frameOf(page);
  await expect(mail.getByText("Dear Maria")).toBeVisible();
  // Its own styles show, under a policy of its own.
  await expect(mail.getByText("Dear Maria")).toHaveCSS("color", "rgb(1, 2, 3)");
  // Each look is another document in a frame of its own: what is pressed has to be in the one that stays.
  for (const [scheme, property, value] of [
    ["dark", "color-scheme", "dark"],
    ["inverted", "filter", /invert\(1\)/],
  ] as const) {
    await page.getByLabel("Colours").selectOption(scheme);
    await expect(mail.locator(":root")).toHaveCSS(property, value);
    if (scheme === "dark") await expectAccessible(page);
  }
  await expect(page.locator("iframe[title=Preview]")).toHaveCount(1);
  await mail.getByText("A link that runs").click();
  await mail.getByText("A plain link").click();
  await expect(mail.getByText("Dear Maria")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/email/templates/${id}$`));
  await expect(page).toHaveTitle(/Patchbay/);
  expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  expect(page.context().pages()).toHaveLength(1);

  // The document itself, without our frame, in a browser that may run scripts.
  const bare = await page.context().newPage();
  const answer = await bare.request.post(`${product.url}/api/email/preview`, {
    form: { html, sample: "{}" },
    headers: { origin: product.url },
  });
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  expect(answer.headers()["content-security-policy"]).toContain("default-src 'none'");
  await bare.setContent(await answer.text());
  await expect(bare.getByText("Dear Maria")).toBeVisible();
  expect(await bare.evaluate(() => "ran" in globalThis)).toBe(false);
  await bare.close();

  await page.getByRole("tab", { name: "Checks" }).click();
  for (const what of ["Script:", "Event handler:", "Address that runs a script:", "Form:", "Base address:"])
    await expect(page.getByText(what).first()).toBeVisible();
  await expect(page.getByText("Runs a script: mail programs take it out.")).toBeVisible();
  await expect(page.getByText("Answers only inside your own network.")).toBeVisible();
  expect(bait.calls).toEqual([]);
  expect(requested.filter((url) => url.startsWith(bait.url))).toEqual([]);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await bait.stop();
});

test("a template is written, refused at 5 MB in words, changed, compared, restored and entered in CXone", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const mark = randomUUID().slice(0, 6);
  const connectionId = await connect(ask, `Templates ${mark}`);
  const server = await addServer(ask, connectionId, mark);
  await ask("POST", "/api/email/channels", { connectionId, name: `Mail ${mark}` });
  await page.goto(`${product.url}/email/templates/new?connection=${connectionId}`);
  await page.getByLabel("Name", { exact: true }).fill(`Welcome ${mark}`);
  const editor = page.locator(".cm-content");
  await editor.fill("<p>Hello {{customer.firstname}}</p>");
  await expect(frameOf(page).getByText("Hello {{customer.firstname}}")).toBeVisible();
  await page.getByRole("tab", { name: "Checks" }).click();
  await expect(page.getByText("Did you mean {{customer.firstName}}?")).toBeVisible();

  await test.step("5 MB are refused at the field, and stay in it", async () => {
    await editor.evaluate((content) => {
      const data = new DataTransfer();
      data.setData("text/plain", `<p>kept</p>${"x ".repeat(2_500_000)}`);
      (content as HTMLElement).focus();
      content.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await page.getByRole("button", { name: "Make template" }).click();
    await expect(page.getByText(/^At most 2 MB; this has 5\.0 MB/).first()).toBeVisible();
    await expect(page.getByText(/5\.0 MB of 2 MB/)).toBeVisible();
    await expectAccessible(page);
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`Welcome ${mark}`);
  });

  await test.step("Tab leaves the editor", async () => {
    await editor.fill("<p>Hello {{customer.firstName}}</p>");
    await editor.press("Tab");
    await expect(editor).not.toBeFocused();
  });

  await page.getByRole("button", { name: "Make template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Welcome ${mark}` })).toBeVisible();
  await editor.fill("<p>Good day {{customer.firstName}}</p>");
  await page.getByLabel("Why").fill("More formal");
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByText("Version 2", { exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Size" }).click();
  await expect(page.getByText(/Room for 29\.2 MB of files/)).toBeVisible();
  await page.getByLabel("Evidence").fill("Saved in the console");
  await page.getByRole("button", { name: "It stands in CXone" }).click();
  await expect(page.getByText("Entered in CXone", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("link", { name: "Show changes" }).first().click();
  await expect(page.getByText("Added:").first()).toBeAttached();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "Restore version" }).click();
  await expect(page.getByRole("heading", { name: "Version 3 · current" })).toBeVisible();
  await page.getByRole("link", { name: "Template", exact: true }).click();
  await expect(page.getByText("Changed here since it was entered in CXone")).toBeVisible();

  await test.step("a test mail of it is taken by the server", async () => {
    await page.getByRole("button", { name: "Send a test" }).click();
    const dialog = page.getByRole("dialog", { name: /^Send Welcome/ });
    await dialog.getByLabel("To", { exact: true }).fill("nowhere");
    await dialog.getByRole("button", { name: "Send test mail" }).click();
    await expect(dialog.getByLabel("To", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page);
    await dialog.getByLabel("To", { exact: true }).fill(server.mailbox);
    await dialog.getByRole("button", { name: "Send test mail" }).click();
    await expect(dialog.getByText("Taken by the server")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("it is connected to a channel, and its deletion names that channel", async () => {
    await page.getByLabel(new RegExp(`^Mail ${mark}`)).check();
    await page.getByRole("button", { name: "Save channels" }).click();
    await expect(page.getByText(new RegExp(`for Mail ${mark}; then Save`))).toBeVisible();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: `Delete Welcome ${mark}?` });
    await expect(dialog.getByText(`In use by Mail ${mark}`)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Delete template" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Templates" })).toBeVisible();
    await expect(page.getByText("No email template yet")).toBeVisible();
    await expect(page.getByText(new RegExp(`Mail ${mark}`)).first()).toBeVisible();
  });
});

test("a person moves from one signature to another only after the move was shown; the report names who has none", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const mark = randomUUID().slice(0, 6);
  const connectionId = await connect(ask, `Signatures ${mark}`);
  const body = { connectionId, plain: "{{agent.name}}, {{brand.name}}", html: "" };
  const sales = await ask("POST", "/api/email/signatures", { ...body, name: `Sales ${mark}` });
  await ask("POST", `/api/email/signatures/${sales.id}/assignments`, {
    agents: [{ agentId: 30103, from: null }],
  });

  await page.goto(`${product.url}/email/signatures/new?connection=${connectionId}`);
  await page.getByLabel("Name", { exact: true }).fill(`Service ${mark}`);
  await page.getByRole("button", { name: "Make signature" }).click();
  await expect(
    page.getByText(/Enter a plain text signature, an HTML signature, or both/).first(),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Plain text").fill("{{agent.name}}");
  await page.getByRole("button", { name: "Make signature" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Service ${mark}` })).toBeVisible();

  await page.getByRole("button", { name: "Add people" }).click();
  const dialog = page.getByRole("dialog", { name: /^Give Service/ });
  await dialog.getByText("Paste a list").click();
  await dialog.getByLabel("Names, addresses or ids").fill("30103\nNobody At All");
  await dialog.getByRole("button", { name: "Find them" }).click();
  await expect(dialog.getByText("1 found, 1 not")).toBeVisible();
  await dialog.getByRole("button", { name: "Review 1 person" }).click();
  await expect(dialog.getByRole("region", { name: "Moved" })).toContainText(`Sales ${mark}`);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Move 1" }).click();
  await expect(page.getByText("1 of 1 done")).toBeVisible();
  await expect(page.getByText("1 person", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const signature = page.url();
  await page.goto(`${product.url}/email/signatures/coverage?connection=${connectionId}&state=none`);
  await expect(page.getByRole("table", { name: "Coverage" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Coverage" }).getByText("Jonas Weber")).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("signatures.csv");

  await page.goto(signature);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const asked = page.getByRole("dialog", { name: `Delete Service ${mark}?` });
  await expect(asked.getByText(/^One person has it and will have none\./)).toBeVisible();
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Delete signature" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Signatures" })).toBeVisible();
  await expect(page.getByRole("link", { name: `Sales ${mark}` })).toBeVisible();
  await expect(page.getByRole("link", { name: `Service ${mark}` })).toHaveCount(0);
});
