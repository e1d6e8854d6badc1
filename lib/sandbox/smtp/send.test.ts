import { expect, test } from "vitest";
import { mailClient, testMicrosoft } from "../microsoft/test-microsoft.ts";

const mail = { from: "support@acme.example", to: "kim@elsewhere.example", subject: "Hello", text: "Hello" };

test("a mail goes out with a token of the app, and by password", async () => {
  const ms = await testMicrosoft();
  const byToken = mailClient(ms, { accessToken: await ms.appToken() });
  const sent = await byToken.sendMail(mail);
  expect(sent.response).toMatch(/^250 2\.0\.0 OK/);
  const byPassword = mailClient(ms, {});
  await byPassword.sendMail(mail);
});
