import { beforeAll, describe, expect, test } from "vitest";
import { whoChanged } from "#lib/audit/who-changed.ts";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { seenAs } from "../attestations/mapping.ts";
import { assignSignature, planAssign, unassignSignature } from "./assign-signature.ts";
import { attestSignature } from "./attest-signature.ts";
import { shownOf } from "./mapping.ts";
import { exportCoverage, findListed, getCoverage, getSignature, listSignatures } from "./reads.ts";
import { createSignature, deleteSignature, restoreSignature, updateSignature } from "./save-signature.ts";
import { type CoverageRow, coverageQuery } from "./schema.ts";
import { getSignatureVersion, listSignatureVersions } from "./versions/reads.ts";

withTestDatabase();
const tenant = withConnectedSandbox();
const ann = ctxAs("operator", "Ann");
const ben = ctxAs("admin", "Ben");

let agents: CoverageRow[] = [];
const query = (other: object = {}) => coverageQuery.parse(other);
beforeAll(async () => {
  await tenant.control("populate", { agents: 100 });
  const page = (at: number) => getCoverage(ann, tenant.connectionId(), query({ state: "none", page: at }));
  agents = [...(await page(1)).items, ...(await page(2)).items];
});

const make = (name: string) =>
  createSignature(ann, {
    connectionId: tenant.connectionId(),
    name,
    plain: "{{agent.name}}, {{brand.name}}",
    html: "",
    fields: { "brand.name": "Acme" },
    note: "",
  });
const refusal = async (deed: Promise<unknown>) => {
  const error = await deed.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return { code: error.code, ...error.options };
  throw error ?? new Error("It was not refused");
};
const agent = (at: number) => {
  const one = agents[at];
  if (!one) throw new Error("The sandbox has more agents than that");
  return one;
};
const give = (id: string, from: string | null, ...ids: number[]) =>
  assignSignature(ann, id, { agents: ids.map((agentId) => ({ agentId, from })) });

test("a person has one signature: giving another moves them, and both lists say so (M-46)", async () => {
  const [sales, service] = [await make("Sales"), await make("Service")];
  const { agentId, name } = agent(0);
  await give(sales.id, null, agentId);
  const plan = await planAssign(ann, service.id, { agentIds: [agentId, agent(1).agentId] });
  expect(plan.rows).toMatchObject([
    { agentId, change: "move", from: { id: sales.id, name: "Sales" } },
    { agentId: agent(1).agentId, change: "new", from: null },
  ]);
  expect((await give(service.id, sales.id, agentId)).results).toEqual([
    { id: agentId, state: "done", reason: "" },
  ]);
  expect((await getSignature(ann, sales.id)).people).toEqual([]);
  expect((await getSignature(ann, service.id)).people).toMatchObject([{ agentId, name, by: "Ann" }]);
  const audit = await whoChanged(`email-signature:${service.id}`);
  expect(audit).toMatchObject({ action: "email_signature.assigned", by: "Ann" });
  expect(audit?.changes).toContainEqual({ field: "people", to: `${name}: Sales → this` });
});

test("of fifty, one that CXone does not have fails alone; the others are kept, and repeating is harmless (F-35)", async () => {
  const signature = await make("Fifty");
  const ids = [...agents.slice(30, 79).map(({ agentId }) => agentId), 999_999_999];
  const { results } = await give(signature.id, null, ...ids);
  expect(results.filter(({ state }) => state === "done")).toHaveLength(ids.length - 1);
  expect(results.at(-1)).toEqual({ id: 999_999_999, state: "failed", reason: "CXone has no such agent." });
  const again = await give(signature.id, null, ...ids);
  expect(again.results).toEqual(results);
  expect((await getSignature(ann, signature.id)).people).toHaveLength(ids.length - 1);
  await unassignSignature(ann, signature.id, { agentIds: ids });
});

test("a move that was confirmed from another signature than the person has by now is not made", async () => {
  const [first, second, third] = [await make("A"), await make("B"), await make("C")];
  const { agentId } = agent(2);
  await give(first.id, null, agentId);
  await assignSignature(ben, second.id, { agents: [{ agentId, from: first.id }] });
  const { results } = await give(third.id, first.id, agentId);
  expect(results).toEqual([
    { id: agentId, state: "failed", reason: expect.stringMatching(/^Has “B” by now, from Ben\./) },
  ]);
  expect((await getSignature(ann, second.id)).people).toHaveLength(1);
});

test("two moves of one person at the same moment leave one signature", async () => {
  const rivals = await Promise.all(["Rival 1", "Rival 2", "Rival 3"].map(make));
  const { agentId } = agent(3);
  const answers = await Promise.all(rivals.map(({ id }) => give(id, null, agentId)));
  const done = answers.flatMap(({ results }) => results).filter(({ state }) => state === "done");
  expect(done).toHaveLength(1);
  const rows = await db().signatureAssignment.count({ where: { agentId } });
  expect(rows).toBe(1);
});

describe("coverage", () => {
  test("every agent stands in it with what they have, none or inactive, and the numbers agree", async () => {
    const signature = await make("Covered");
    const { agentId } = agent(4);
    await give(signature.id, null, agentId);
    const all = await getCoverage(ann, tenant.connectionId(), query());
    const { has, none, inactive } = all.counts;
    expect(has + none + inactive).toBe(all.total);
    expect(inactive).toBeGreaterThan(0);
    const mine = await getCoverage(ann, tenant.connectionId(), query({ signature: signature.id }));
    expect(mine.items).toMatchObject([{ agentId, state: "has", signature: { name: "Covered" } }]);
    const without = await getCoverage(ann, tenant.connectionId(), query({ state: "none" }));
    expect(without.total).toBe(none);
    expect(without.items.some((row) => row.agentId === agentId)).toBe(false);
    const csv = await exportCoverage(ann, tenant.connectionId(), query({ state: "none" }));
    expect(csv.trim().split("\r\n")).toHaveLength(none + 1);
  });

  test("while CXone does not answer, what was known last is shown, and said so", async () => {
    await tenant.control("faults", { system: "cxone", pathPattern: "agents", times: 20, status: 503 });
    const report = await getCoverage(ann, tenant.connectionId(), query());
    expect(report.stale).toMatchObject({ title: expect.any(String) });
    expect(report.total).toBeGreaterThan(0);
    await tenant.control("faults", undefined, "DELETE");
  });
});

test("a pasted list finds people of the tenant", async () => {
  const { name, email } = agent(5);
  const { found, open } = await findListed(ann, {
    connectionId: tenant.connectionId(),
    text: `${email}\nNobody At All`,
  });
  expect(found).toMatchObject([{ name }]);
  expect(open).toMatchObject([{ line: "Nobody At All" }]);
});

test("what was said to be in CXone is held against what is wanted now", async () => {
  const [signature, other] = [await make("Said"), await make("Other")];
  const [stays, moves, goes, comes] = [agent(6), agent(7), agent(8), agent(9)];
  await give(signature.id, null, stays.agentId, moves.agentId, goes.agentId);
  const said = await attestSignature(ann, signature.id, { attested: true, evidence: "" });
  expect(said.attested).toMatchObject({ by: "Ann", changed: [], toAdd: [], toMove: [], toRemove: [] });
  await give(other.id, signature.id, moves.agentId);
  await unassignSignature(ann, signature.id, { agentIds: [goes.agentId] });
  await give(signature.id, null, comes.agentId);
  const { version, name, plain, fields } = said;
  await updateSignature(ann, signature.id, {
    version,
    name,
    plain: "Other text",
    html: "",
    fields: { ...fields, plain },
    note: "",
  });
  const stale = { attested: true, evidence: "", seen: seenAs(shownOf(said)) };
  await expect(attestSignature(ann, signature.id, stale)).rejects.toMatchObject({ code: "conflict" });
  expect((await getSignature(ann, signature.id)).attested).toMatchObject({
    changed: ["plain"],
    toAdd: [{ name: comes.name }],
    toMove: [{ name: moves.name, to: "Other" }],
    toRemove: [{ name: goes.name }],
  });
  const { items } = await listSignatures(ann, { search: name });
  expect(items).toMatchObject([{ inCxone: "differs", people: 2, kinds: ["plain"] }]);
});

test("each save keeps a version with its note; one that changes nothing makes none; an old one is restored", async () => {
  const signature = await make("Versions");
  await give(signature.id, null, agent(12).agentId);
  const { id, name, plain, html, fields } = signature;
  const content = { name, plain, html, fields, note: "" };
  expect(await updateSignature(ann, id, { version: 1, ...content })).toMatchObject({ version: 1 });
  const formal = {
    name: "Formal",
    plain: `${plain}\nPhone {{brand.phone}}`,
    html: "<p>\n{{agent.name}}\n</p>",
    fields: { "brand.phone": "0800" },
  };
  await updateSignature(ann, id, { version: 1, ...formal, note: "More formal" });
  const third = await restoreSignature(ben, id, 1, { version: 2 });
  expect(third).toMatchObject({ version: 3, name, plain, html, fields, people: [{ name: agent(12).name }] });
  const { items, next } = await listSignatureVersions(ann, id);
  expect(next).toBeNull();
  expect(items).toMatchObject([
    { version: 3, by: "Ben", note: "Version 1 restored", renamedFrom: "Formal" },
    {
      version: 2,
      by: "Ann",
      note: "More formal",
      renamedFrom: "Versions",
      plain: { added: 1, removed: 0 },
      html: { added: 3, removed: 0 },
      values: ["brand.name", "brand.phone"],
    },
    { version: 1, plain: null, html: null, values: [], renamedFrom: null },
  ]);
  expect(await getSignatureVersion(ann, id, 2)).toMatchObject({
    ...formal,
    changes: {
      plain: [
        {
          lines: [
            { kind: "same", text: plain },
            { kind: "added", text: "Phone {{brand.phone}}" },
          ],
        },
      ],
      values: [
        { field: "brand.name", from: "Acme" },
        { field: "brand.phone", to: "0800" },
      ],
    },
  });
  expect(await listSignatureVersions(ann, id, { before: 2 })).toMatchObject({
    items: [{ version: 1 }],
    next: null,
  });
  expect((await whoChanged(`email-signature:${id}`))?.action).toBe("email_signature.restored");
  expect((await refusal(getSignatureVersion(ann, id, 9))).code).toBe("not_found");
  expect((await refusal(restoreSignature(ann, id, 1, { version: 2 }))).code).toBe("conflict");
  expect((await refusal(restoreSignature(ctxAs("auditor", "Cy"), id, 1, { version: 3 }))).code).toBe(
    "forbidden",
  );
});

test("a signature that people have is deleted only by who knows how many; the second of two changes is told", async () => {
  const signature = await make("Gone");
  await give(signature.id, null, agent(10).agentId);
  expect(await refusal(deleteSignature(ann, signature.id, { version: 1, people: 0 }))).toMatchObject({
    code: "in_use",
    detail: "One person has it, and would have none.",
  });
  const body = { name: "Gone", plain: "x", html: "", fields: {}, note: "" };
  await updateSignature(ben, signature.id, { version: 1, ...body });
  expect(await refusal(updateSignature(ann, signature.id, { version: 1, ...body }))).toMatchObject({
    code: "conflict",
    detail: expect.stringMatching(/^Ben changed it .*plain text/),
  });
  await deleteSignature(ann, signature.id, { version: 2, people: 1 });
  expect((await refusal(give(signature.id, null, agent(11).agentId))).title).toBe("The signature is deleted");
  expect((await make("Gone")).version).toBe(1);
  expect((await refusal(make("Gone"))).code).toBe("name_taken");
});
