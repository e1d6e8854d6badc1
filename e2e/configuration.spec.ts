import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { api, expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** The command as a pipeline runs it. */
function configuration(token: string, ...args: string[]): { status: number | null; output: string } {
  const command = ["--conditions=react-server", path.join(ROOT, "lib/cli/configuration.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: "utf8",
    env: { ...process.env, PATCHBAY_URL: product.url, PATCHBAY_TOKEN: token },
  });
  return { status, output: stdout + stderr };
}

test("the configuration leaves as a file, comes back changed through a plan, and the next plan is empty", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const made = await page.evaluate(async () => {
    const answer = await fetch("/api/tokens", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "configuration journey", role: "admin", expiresInDays: 1 }),
    });
    return (await answer.json()) as { token: string };
  });
  noteSecret(made.token);
  const name = `Code ${randomUUID().slice(0, 8)}`;
  expect((await api(made.token, "POST", "/api/handovers", { name })).status).toBe(201);

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-configuration-"));
  const file = path.join(folder, "patchbay.yaml");
  try {
    const exported = configuration(made.token, "export", "--include", `handover:${name}`);
    expect(exported.output).toContain(`${name}:`);
    fs.writeFileSync(file, exported.output);
    expect(configuration(made.token, "plan", file)).toMatchObject({ status: 0 });
    const changed = exported.output.replace(/acceptedMessage: .*/, "acceptedMessage: From the file");
    fs.writeFileSync(file, changed);
    const planned = configuration(made.token, "plan", file);
    expect(planned).toMatchObject({ status: 2 });
    expect(planned.output).toContain("settings.acceptedMessage");

    await page.goto(`${product.url}/settings/configuration`);
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByLabel("File", { exact: true }).fill("patchbay: 1\nhandovers:\n  Wrong:\n    colour: red");
    await page.getByRole("button", { name: "Plan the import" }).click();
    await expect(page.getByText(/Line \d+: handovers\.Wrong/).first()).toBeVisible();

    await page.getByLabel("File", { exact: true }).fill(changed);
    await page.getByRole("button", { name: "Plan the import" }).click();
    await expect(page.getByText("From the file", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Apply 1 change" }).click();
    await expect(page.getByText("Everything in the file is here", { exact: true })).toBeVisible();
    expect(configuration(made.token, "plan", file)).toMatchObject({ status: 0 });
    expect(configuration("pb_wrong", "plan", file)).toMatchObject({ status: 1 });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
