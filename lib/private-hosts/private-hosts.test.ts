import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { allowHost } from "./allow-host.ts";
import { disallowHost } from "./disallow-host.ts";
import { allowedPrivateHosts, listPrivateHosts } from "./reads.ts";
import { privateHostInput } from "./schema.ts";

withTestDatabase();

const ann = testCtx("admin");

test.each([
  ["idp.intranet.example", "idp.intranet.example"],
  [" IDP.Intranet.example:8443 ", "idp.intranet.example:8443"],
  ["https://bot.corp:9000/hook?x=1", "bot.corp:9000"],
  ["10.0.0.5", "10.0.0.5"],
  ["[fd00::5]:8080", "[fd00::5]:8080"],
])("%s is taken as %s", (typed, host) => {
  expect(privateHostInput.parse({ host: typed, reason: "Ours" }).host).toBe(host);
});

test.each(["", " ", "*.corp", "two hosts", "user:pass@corp", "https://", "corp:99999", "-corp"])(
  "%j is no host, and the sentence says what is",
  (typed) => {
    const { error } = privateHostInput.safeParse({ host: typed, reason: "Ours" });
    expect(error?.issues[0]?.message).toMatch(/Enter a host/);
  },
);

test("a host is allowed with its reason, listed with who did it, and closed again", async () => {
  await allowHost(ann, "idp.corp:8443", "The sign-in provider");
  await allowHost(ann, "idp.corp:8443", "Once more");
  expect(await allowedPrivateHosts()).toContain("idp.corp:8443");
  expect(await listPrivateHosts(testCtx("auditor"))).toMatchObject([
    { host: "idp.corp:8443", reason: "The sign-in provider", allowedBy: "usr_1" },
  ]);
  await disallowHost(ann, "idp.corp:8443");
  expect(await allowedPrivateHosts()).not.toContain("idp.corp:8443");
  await expect(disallowHost(ann, "idp.corp:8443")).rejects.toMatchObject({ code: "not_found" });
  const rows = await db().auditEntry.findMany({
    where: { object: "host:idp.corp:8443" },
    orderBy: { seq: "asc" },
  });
  expect(rows.map(({ action }) => action)).toEqual(["host.allowed", "host.disallowed"]);
});

test.each(["169.254.169.254", "169.254.169.254:80", "[fd00:ec2::254]", "0.0.0.0", "224.0.0.1"])(
  "%s stays closed for everybody",
  async (host) => {
    await expect(allowHost(ann, host, "Please")).rejects.toMatchObject({ code: "bad_input" });
    expect(await allowedPrivateHosts()).not.toContain(host);
  },
);

test("an operator changes nothing here, and neither does an admin who has not confirmed lately", async () => {
  await expect(allowHost(testCtx("operator"), "corp", "x")).rejects.toMatchObject({ code: "forbidden" });
  const long = testCtx("admin", { authenticatedAt: new Date(Date.now() - 3_600_000) });
  await expect(allowHost(long, "corp", "x")).rejects.toMatchObject({ code: "reauth_required" });
});
