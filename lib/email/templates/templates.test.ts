import { describe, expect, test } from "vitest";
import { whoChanged } from "#lib/audit/who-changed.ts";
import { systemCtx } from "#lib/auth/ctx.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { ctxAs } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { withVoiceConnections } from "#lib/transfers/policies/scene.ts";
import { seenAs } from "../attestations/mapping.ts";
import { attestTemplate } from "./attest-template.ts";
import { connectTemplate } from "./connect-template.ts";
import { createTemplate } from "./create-template.ts";
import { deleteTemplate, undeleteTemplate } from "./delete-template.ts";
import { shownOf } from "./mapping.ts";
import { getTemplate, getVersion, listOrphans, listTemplates, listVersions } from "./reads.ts";
import type { TemplateView } from "./schema.ts";
import { restoreVersion, updateTemplate } from "./update-template.ts";

withTestDatabase();
const connections = withVoiceConnections();
const ann = ctxAs("operator", "Ann");
const ben = ctxAs("admin", "Ben");

const make = (name: string, html = "<p>\nHello\n</p>") =>
  createTemplate(ann, { connectionId: connections.acd(), name, html, sample: {}, note: "" });
const change = ({ version, name, html, sample }: TemplateView, other: object) => ({
  version,
  name,
  html,
  sample,
  note: "",
  ...other,
});
const refusal = async (deed: Promise<unknown>) => {
  const error = await deed.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return { code: error.code, ...error.options };
  throw error ?? new Error("It was not refused");
};
async function channel(name: string, state = "live"): Promise<string> {
  const id = newId("eml");
  await db().emailChannel.create({
    data: { id, connectionId: connections.acd(), name, state, settings: {} },
  });
  return id;
}

test("a template is made in version 1; the audit log keeps the size and digest of its HTML", async () => {
  const template = await make("Welcome");
  expect(template).toMatchObject({ version: 1, channels: [], attested: null, deletedAt: null });
  const audit = await whoChanged(`email-template:${template.id}`);
  expect(audit).toMatchObject({ by: "Ann", action: "email_template.created" });
  expect(audit?.changes).toContainEqual({
    field: "html",
    to: expect.stringMatching(/^14 bytes, SHA-256 \w{12}$/),
  });
});

test("two people edit the same template: the second is told who changed what, and nothing is overwritten", async () => {
  const template = await make("Two people");
  await updateTemplate(ben, template.id, change(template, { html: "<p>Ben</p>" }));
  const late = await refusal(updateTemplate(ann, template.id, change(template, { html: "<p>Ann</p>" })));
  expect(late.code).toBe("conflict");
  expect(late.detail).toMatch(/^Ben changed it at .*: html\./);
  expect((await getTemplate(ann, template.id)).html).toBe("<p>Ben</p>");
});

test("two saves at the same moment make one version", async () => {
  const template = await make("Same moment");
  const saves = await Promise.allSettled(
    ["a", "b", "c"].map((html) => updateTemplate(ann, template.id, change(template, { html }))),
  );
  expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await listVersions(ann, template.id)).items).toHaveLength(2);
});

test("each save keeps a version with its note; one that changes nothing makes none; an old one is restored", async () => {
  const template = await make("Versions");
  const same = await updateTemplate(ann, template.id, change(template, { note: "Nothing" }));
  expect(same.version).toBe(1);
  await updateTemplate(
    ann,
    template.id,
    change(template, { name: "Renamed", html: "<p>\nGood day\n</p>", note: "More formal" }),
  );
  const third = await restoreVersion(ben, template.id, 1, { version: 2 });
  expect(third).toMatchObject({ version: 3, name: "Versions", html: template.html });
  const { items } = await listVersions(ann, template.id);
  expect(items).toMatchObject([
    { version: 3, by: "Ben", note: "Version 1 restored", renamedFrom: "Renamed" },
    { version: 2, by: "Ann", note: "More formal", renamedFrom: "Versions", lines: { added: 1, removed: 1 } },
    { version: 1, lines: null, renamedFrom: null },
  ]);
  const { changes } = await getVersion(ann, template.id, 2);
  expect(changes[0]?.lines).toMatchObject([
    { kind: "same", text: "<p>" },
    { kind: "removed", text: "Hello" },
    { kind: "added", text: "Good day" },
    { kind: "same", text: "</p>" },
  ]);
  expect((await refusal(getVersion(ann, template.id, 9))).code).toBe("not_found");
  expect((await refusal(restoreVersion(ben, template.id, 1, { version: 2 }))).code).toBe("conflict");
});

test("a name that another template of the connection has is refused at its field, in any case", async () => {
  await make("Taken");
  expect(await refusal(make("tAKEN"))).toMatchObject({
    code: "name_taken",
    fields: { name: expect.stringContaining("Another template") },
  });
});

describe("channels", () => {
  test("a channel takes a template, and leaves the one it had", async () => {
    const [first, second] = [await make("First"), await make("Second")];
    const id = await channel("Support");
    await connectTemplate(ann, first.id, { channelIds: [id], before: [] });
    const moved = await connectTemplate(ann, second.id, { channelIds: [id], before: [] });
    expect(moved.channels).toMatchObject([{ id, name: "Support", templateId: second.id }]);
    expect((await getTemplate(ann, first.id)).channels).toEqual([]);
    expect(await refusal(connectTemplate(ann, second.id, { channelIds: [], before: [] }))).toMatchObject({
      code: "conflict",
      detail: expect.stringMatching(/^Ann changed it/),
    });
  });

  test("a channel that was removed, or is of another connection, cannot be chosen", async () => {
    const template = await make("For removed ones");
    const gone = await channel("Old address", "removed");
    expect(
      await refusal(connectTemplate(ann, template.id, { channelIds: [gone], before: [] })),
    ).toMatchObject({
      code: "bad_input",
      fields: { channelIds: expect.stringContaining("Old address: this channel was removed") },
    });
    await db().emailChannel.create({
      data: { id: "eml_elsewhere", connectionId: connections.engage(), name: "Elsewhere", settings: {} },
    });
    for (const id of ["eml_elsewhere", "eml_never"])
      expect(
        await refusal(connectTemplate(ann, template.id, { channelIds: [id], before: [] })),
      ).toMatchObject({
        code: "bad_input",
        fields: { channelIds: expect.stringContaining("does not exist any more") },
      });
    expect((await getTemplate(ann, template.id)).channels).toEqual([]);
  });

  test("a channel that is deleted while a template is connected to it is gone from there, and not taken again", async () => {
    const template = await make("Left behind");
    const id = await channel("Soon deleted");
    await connectTemplate(ann, template.id, { channelIds: [id], before: [] });
    await db().emailChannel.delete({ where: { id } });
    expect(await getTemplate(ann, template.id)).toMatchObject({ channels: [], deletedAt: null });
    const keep = (before: string[]) => connectTemplate(ann, template.id, { channelIds: [id], before });
    // The page that was open before, and the one that was loaded since.
    expect(await refusal(keep([id]))).toMatchObject({ code: "conflict" });
    expect(await refusal(keep([]))).toMatchObject({ code: "bad_input" });
    await deleteTemplate(ann, template.id, { version: 1, usedBy: [] });
    expect(await listOrphans(ann)).not.toContainEqual(expect.objectContaining({ templateId: template.id }));
  });

  test("a template in use is deleted only by who has seen where it is used; its channels then say so", async () => {
    const template = await make("In use");
    const id = await channel("Sales");
    await connectTemplate(ann, template.id, { channelIds: [id], before: [] });
    const { version } = template;
    expect(await refusal(deleteTemplate(ann, template.id, { version, usedBy: [] }))).toMatchObject({
      code: "in_use",
      detail: "Channels that use it: Sales.",
    });
    await deleteTemplate(ann, template.id, { version, usedBy: [id] });
    await deleteTemplate(ann, template.id, { version, usedBy: [] });
    expect(await listOrphans(ann)).toContainEqual({
      channelId: id,
      channelName: "Sales",
      templateId: template.id,
      templateName: "In use",
    });
    const { items } = await listTemplates(ann, { deleted: true });
    expect(items.map(({ name }) => name)).toContain("In use");
    expect((await refusal(updateTemplate(ann, template.id, change(template, { html: "x" })))).title).toBe(
      "The template is deleted",
    );
  });

  test("a deleted template is taken back unless its name was given away", async () => {
    const template = await make("Back");
    await deleteTemplate(ann, template.id, { version: 1, usedBy: [] });
    const other = await make("Back");
    expect((await refusal(undeleteTemplate(ann, template.id))).code).toBe("name_taken");
    await deleteTemplate(ann, other.id, { version: 1, usedBy: [] });
    expect(await undeleteTemplate(ann, template.id)).toMatchObject({ deletedAt: null, version: 1 });
  });
});

test("what was entered in CXone is no longer the same once the HTML is another", async () => {
  const template = await make("Attested");
  const said = await attestTemplate(ann, template.id, { attested: true, evidence: "Saved at 10:41" });
  expect(said.attested).toMatchObject({ by: "Ann", evidence: "Saved at 10:41", same: true });
  const changed = await updateTemplate(ann, template.id, change(template, { html: "<p>Other</p>" }));
  expect(changed.attested).toMatchObject({ same: false });
  const stale = { attested: true, evidence: "", seen: seenAs(shownOf(template)) };
  await expect(attestTemplate(ann, template.id, stale)).rejects.toMatchObject({ code: "conflict" });
  const back = await attestTemplate(ann, template.id, { attested: false, evidence: "" });
  expect(back.attested).toBeNull();
});

test("a connection with a template is not deleted; a deleted template goes with its connection", async () => {
  const connectionId = newId("con");
  const settings = { issuer: "https://cxone.example.com", accessKeyId: "key" };
  await db().connection.create({
    data: { id: connectionId, kind: "cxone", name: "Short-lived", environment: "live", settings },
  });
  const { id } = await createTemplate(ann, {
    connectionId,
    name: "Only one",
    html: "x",
    sample: {},
    note: "",
  });
  expect(await refusal(deleteConnection(systemCtx("test"), connectionId))).toMatchObject({
    code: "in_use",
    detail: "Email templates that need it: Only one.",
  });
  await deleteTemplate(ann, id, { version: 1, usedBy: [] });
  await deleteConnection(systemCtx("test"), connectionId);
  expect(await db().emailTemplateVersion.count({ where: { templateId: id } })).toBe(0);
});

test("a list is searched and paged, without the HTML", async () => {
  for (const name of ["Page 1", "Page 2", "Page 3"]) await make(name);
  const first = await listTemplates(ann, { search: "page ", limit: 2 });
  expect(first.items.map(({ name }) => name)).toEqual(["Page 1", "Page 2"]);
  expect(first.items[0]).not.toHaveProperty("html");
  const second = await listTemplates(ann, { search: "page ", limit: 2, cursor: first.next ?? "" });
  expect(second).toMatchObject({ items: [{ name: "Page 3", htmlBytes: 14 }], next: null });
});
