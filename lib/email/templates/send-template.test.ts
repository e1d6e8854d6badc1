import { beforeEach, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createSmtp } from "../smtp/create-smtp.ts";
import { withTestMicrosoft } from "../smtp/with-test-microsoft.ts";
import { createTemplate } from "./create-template.ts";
import { sendTemplate } from "./send-template.ts";

withTestDatabase();
const { form, parse, control, reset } = withTestMicrosoft();
const ctx = testCtx("admin");
beforeEach(reset);

test("a test mail carries the template as it is written, filled with its sample values, beside its plain text", async () => {
  const smtp = await createSmtp(ctx, parse(form()));
  const template = await createTemplate(ctx, {
    connectionId: smtp.connection.id,
    name: "Welcome",
    html: "<p>Hello {{customer.firstName}} of {{brand.name}}</p><!--[if mso]>Outlook<![endif]-->",
    sample: { "customer.firstName": "Anna <3" },
    note: "",
  });
  const sent = await sendTemplate(ctx, template.id, { smtpId: smtp.id, to: "sales@acme.example" });
  expect(sent).toMatchObject({ state: "accepted", purpose: "template" });
  const answer = await control("mail?mailbox=sales@acme.example", undefined, "GET");
  const { mails } = (await answer.json()) as { mails: { subject: string; raw: string }[] };
  expect(mails[0]?.subject).toMatch(/^Welcome, version 1: test PB-\w+$/);
  const raw = mails[0]?.raw.replace(/=\r\n/g, "") ?? "";
  expect(raw).toContain("Hello Anna &#60;3 of Acme");
  expect(raw).toContain("Hello Anna <3 of Acme");
  expect(raw).toContain("[if mso]>Outlook");
});
