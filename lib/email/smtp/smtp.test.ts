import { beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listExpiries } from "#lib/expiries/reads.ts";
import { remindExpiries } from "#lib/expiries/remind-expiries.job.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { copySmtp } from "./copy-smtp.ts";
import { createSmtp } from "./create-smtp.ts";
import { deleteSmtp } from "./delete-smtp.ts";
import { getSmtp } from "./reads.ts";
import { changedSmtpSchema, newSmtpForm, type SmtpInput, smtpInputSchema } from "./schema.ts";
import { smtpTokens } from "./smtp-tokens.ts";
import { updateSmtp } from "./update-smtp.ts";
import { withTestMicrosoft } from "./with-test-microsoft.ts";

withTestDatabase();
const { form, parse, known, control, tokenCalls, reset } = withTestMicrosoft();
const ctx = testCtx("admin");
beforeEach(reset);

const refusedAt = async (deed: Promise<unknown>) => {
  const error = (await deed.then(
    () => expect.fail("It was accepted"),
    (thrown: unknown) => thrown,
  )) as { code: string; options: { fields?: Record<string, string> } };
  return { code: error.code, ...error.options.fields };
};
const sentences = (input: SmtpInput) =>
  Object.fromEntries(
    (smtpInputSchema.safeParse(input).error?.issues ?? []).map(({ path, message }) => [
      path.join("."),
      message,
    ]),
  );

describe("the form", () => {
  test("takes neither a domain for a tenant id nor the Secret ID for the Value (M-23)", () => {
    const { secretId } = known().microsoft;
    const wrong = form({
      tenantId: "acme.onmicrosoft.com",
      clientId: "{1}",
      secrets: { clientSecret: secretId },
    });
    expect(sentences(wrong)).toMatchObject({
      tenantId: expect.stringContaining("not a domain name"),
      clientId: expect.stringContaining("GUID"),
      "secrets.clientSecret": expect.stringContaining("Secret ID"),
    });
  });

  test("takes no secret without its end, unless somebody says that it has none (M-25)", () => {
    expect(sentences(form({ expiry: "" }))).toEqual({ expiry: expect.stringContaining("on purpose") });
    expect(sentences(form({ expiry: "never" }))).toEqual({});
  });

  test("tells everything at once: what is wrong by itself, what goes together, and the secret that a new one lacks", () => {
    const secrets = { clientSecret: "", password: "" };
    const empty = form({ mailbox: "", port: Number.NaN, tenantId: "", clientId: "", secrets, expiry: "" });
    const { error } = newSmtpForm.safeParse(empty);
    expect([...new Set(error?.issues.map(({ path }) => path.join(".")))].sort()).toEqual([
      "clientId",
      "expiry",
      "mailbox",
      "port",
      "secrets.clientSecret",
      "tenantId",
    ]);
    expect(smtpInputSchema.safeParse(form({ secrets: { clientSecret: "" }, expiry: "" })).success).toBe(true);
  });

  test("takes OAuth for Microsoft alone, no password for it, and none that would travel readable (M-20)", () => {
    for (const auth of ["password", "none"] as const)
      expect(sentences(form({ auth }))).toMatchObject({
        auth: expect.stringContaining("Microsoft takes OAuth"),
      });
    for (const auth of ["delegated", "client_credentials"] as const) {
      expect(sentences(form({ auth }))).toEqual({});
      const other = form({ provider: "other", auth });
      expect(sentences(other)).toMatchObject({ auth: expect.stringContaining("OAuth is for Microsoft") });
    }
    expect(sentences(form({ provider: "other", auth: "password", security: "none" }))).toHaveProperty(
      "security",
    );
    expect(sentences(form({ mailbox: "a@b.example\r\nBcc: c@d.example" }))).toHaveProperty("mailbox");
    expect(sentences(form({ host: "smtp://mail.example:25" }))).toHaveProperty("host");
  });

  test("says of a change at the same fields what is wrong", () => {
    const changed = changedSmtpSchema.safeParse({ ...form({ host: "", tenantId: "x.example" }), version: 1 });
    const at = changed.error?.issues.map(({ path }) => path.join("."));
    expect(at).toEqual(expect.arrayContaining(["host"]));
    expect(at?.filter((field) => field.startsWith("input"))).toEqual([]);
    expect(changedSmtpSchema.parse({ ...form(), version: 3 })).toMatchObject({
      version: 3,
      input: { settings: { port: known().smtp.port } },
    });
  });

  test("takes no key beside a certificate, and no authority that holds more than an address", () => {
    const key = "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----\n";
    const caCertificate = known().smtp.ca.replace("-----END CERT", `${key}-----END CERT`);
    expect(sentences(form({ caCertificate }))).toHaveProperty("caCertificate");
    expect(sentences(form({ caCertificate: known().smtp.ca.repeat(2) }))).toEqual({});
    for (const authority of [
      "https://:pass@login.example",
      "https://login.example/?a",
      "ftp://login.example",
    ])
      expect(sentences(form({ authority }))).toHaveProperty("authority");
  });
});

describe("a configuration", () => {
  test("is kept after Entra has taken its application, and gives no secret away", async () => {
    const made = await createSmtp(ctx, parse(form()));
    expect(made).toMatchObject({ state: "untested", gate: { open: false, why: "nothing_sent" } });
    expect(JSON.stringify(made)).not.toContain(known().microsoft.clientSecret);
    const audit = await db().auditEntry.findFirstOrThrow({
      where: { action: "smtp.created" },
      select: { after: true },
    });
    expect(JSON.stringify(audit)).not.toContain(known().microsoft.clientSecret);
    expect(audit.after).toHaveProperty("clientSecretFingerprint");
    await egress().flushLog();
    const rows = await db().$queryRaw<{ row: string }[]>`SELECT request_log::text AS row FROM request_log`;
    expect(JSON.stringify(rows)).not.toContain(known().microsoft.clientSecret);
  });

  test("is refused at the field that is wrong: client, tenant, secret", async () => {
    const other = "11111111-2222-4333-8444-555555555555";
    expect(await refusedAt(createSmtp(ctx, parse(form({ clientId: other }))))).toMatchObject({
      code: "bad_input",
      clientId: expect.stringContaining("not in this tenant"),
    });
    expect(await refusedAt(createSmtp(ctx, parse(form({ tenantId: other }))))).toMatchObject({
      tenantId: expect.stringContaining("does not exist"),
    });
    const wrong = form({ secrets: { clientSecret: "abc8Q~not-a-secret-of-this-application-0" } });
    expect(await refusedAt(createSmtp(ctx, parse(wrong)))).toMatchObject({
      "secrets.clientSecret": expect.stringContaining("Secret ID was pasted"),
    });
    await control("microsoft/secret", { expiresInSeconds: -1 });
    expect(await refusedAt(createSmtp(ctx, parse(form())))).toMatchObject({
      "secrets.clientSecret": expect.stringContaining("expired"),
    });
    expect(await refusedAt(createSmtp(testCtx("operator"), parse(form())))).toMatchObject({
      code: "forbidden",
    });
  });

  test("is refused with a certificate that is cut, and with a secret that ended long ago (M-25)", async () => {
    const caCertificate = known().smtp.ca.replace(/\n.{20}/, "\n");
    expect(await refusedAt(createSmtp(ctx, parse(form({ caCertificate }))))).toMatchObject({
      caCertificate: expect.stringContaining("cut"),
    });
    for (const expiry of ["2020-01-31", "0000-01-01"])
      expect(await refusedAt(createSmtp(ctx, parse(form({ expiry }))))).toMatchObject({
        expiry: expect.stringContaining("has passed"),
      });
  });

  test.each([
    ["host", { host: "localhost" }],
    ["port", { port: 465 }],
    ["encryption", { security: "tls" }],
    ["certificate", { caCertificate: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----" }],
    ["authority", { authority: "https://login.elsewhere.example" }],
    ["tenant", { tenantId: "11111111-2222-4333-8444-555555555555" }],
    ["client", { clientId: "11111111-2222-4333-8444-555555555555" }],
  ] as const)("that leads to another %s takes no kept secret along", async (_what, change) => {
    const made = await createSmtp(ctx, parse(form()));
    const next = parse({ ...form(), name: made.name, secrets: { clientSecret: "" }, ...change });
    const byOperator = updateSmtp(testCtx("operator"), made.id, made.version, next);
    expect(await refusedAt(byOperator)).toMatchObject({ code: "forbidden" });
    expect(await refusedAt(updateSmtp(ctx, made.id, made.version, next))).toMatchObject({
      "secrets.clientSecret": expect.stringContaining("another place"),
    });
  });

  test("keeps its secret when only its name changes, which an operator may do", async () => {
    const made = await createSmtp(ctx, parse(form()));
    const next = parse({ ...form(), name: "Renamed", secrets: { clientSecret: "" } });
    const changed = await updateSmtp(testCtx("operator"), made.id, made.version, next);
    expect(changed).toMatchObject({ name: "Renamed", version: 2, secrets: { clientSecret: { set: true } } });
    const stale = updateSmtp(ctx, made.id, made.version, next);
    expect(await refusedAt(stale)).toMatchObject({ code: "conflict" });
    const secret = parse({ ...form(), name: "Renamed" });
    expect(await refusedAt(updateSmtp(testCtx("operator"), made.id, 2, secret))).toMatchObject({
      code: "forbidden",
    });
  });

  test("uses a new secret at once: no token of the old one is handed out", async () => {
    const made = await createSmtp(ctx, parse(form()));
    await smtpTokens().getAccessToken(made.id);
    const before = await tokenCalls();
    await smtpTokens().getAccessToken(made.id);
    expect(await tokenCalls()).toBe(before);
    const next = parse({ ...form(), name: made.name, expiry: "never" });
    await updateSmtp(ctx, made.id, made.version, next);
    const tried = await tokenCalls();
    await smtpTokens().getAccessToken(made.id);
    expect(await tokenCalls()).toBe(tried + 1);
  });

  test("copied for another mailbox takes the secret along inside the server, and no authorisation (M-28)", async () => {
    const from = await createSmtp(ctx, parse(form({ auth: "delegated" })));
    const copy = await copySmtp(ctx, from.id, {
      connectionId: from.connection.id,
      name: "Sales",
      mailbox: "sales@acme.example",
    });
    expect(copy).toMatchObject({ state: "not_authorised", mailbox: "sales@acme.example" });
    const secret = await readSecret(db(), smtpSubject(copy.id), "clientSecret");
    expect(secret).toBe(known().microsoft.clientSecret);
  });

  test("stands in the expiry calendar on the day that was entered, and until it is deleted (M-25)", async () => {
    const { expiry: day = "", ...input } = form({ name: "Calendar" });
    const made = await createSmtp(ctx, parse({ ...input, expiry: day }));
    const entry = async () =>
      (await listExpiries(ctx)).find(({ title }) => title === "Client secret of Calendar");
    expect(await entry()).toMatchObject({ expiresAt: `${day}T00:00:00.000Z` });
    const cause = { startsWith: `expiry:secret:${smtpSubject(made.id)}/clientSecret:` };
    const reminders = async () =>
      (await db().notice.findMany({ where: { cause, resolvedAt: null } })).map(({ title, link }) => [
        title,
        link,
      ]);
    await remindExpiries(new Date(Date.parse(day) - 6 * 86_400_000));
    const title = `Client secret of Calendar: expires ${day}`;
    expect(await reminders()).toEqual([[title, expect.stringContaining(`/email/smtp/${made.id}`)]]);
    await updateSmtp(ctx, made.id, made.version, parse({ ...input, expiry: "never" }));
    expect(await entry()).toMatchObject({ expiresAt: null, group: "never" });
    expect(await reminders()).toEqual([]);
    await deleteSmtp(ctx, made.id);
    expect(await entry()).toBeUndefined();
    await expect(getSmtp(ctx, made.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await db().secret.count({ where: { subject: smtpSubject(made.id) } })).toBe(0);
  });
});
