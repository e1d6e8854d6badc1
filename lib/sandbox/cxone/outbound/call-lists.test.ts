import { expect, test } from "vitest";
import { testTenant } from "../../test-tenant.ts";

const outboundSkill = 4606103;
const query = "listName=Renewals&externalIdColumn=id&firstNameColumn=first&agentIdColumn=agent";
const destinationMappings = [{ fieldName: "PhoneNumber", fieldValue: "phone" }];
const upload = {
  fileName: "renewals.csv",
  skillId: outboundSkill,
  forceOverwrite: false,
  expirationDate: "2030-01-01",
  startSkill: false,
  sendEmail: false,
};
const encoded = (text: string) => Buffer.from(text).toString("base64");
const file = encoded(
  "id,phone,first,agent\n1,+493090182001,Ada,30108\n2,not-a-number,Ben,\n3,+493090182003,Cleo,99\n4,+493090182004,Dan,\n",
);

async function list() {
  const tenant = await testTenant();
  const made = await tenant.acd("POST", `/lists/call-lists?${query}`, { destinationMappings });
  const { listId } = made.body as { listId: number };
  const send = async (more: object = {}) =>
    tenant.acd("POST", `/lists/call-lists/${listId}/upload`, { ...upload, listFile: file, ...more });
  return { ...tenant, listId, send, path: `/lists/call-lists/${listId}` };
}

test("an upload is read later: the job is complete when the clock has come to it", async () => {
  const { acd, control, send, path, listId } = await list();
  const { jobId } = (await send()).body as { jobId: number };
  expect((await acd("GET", `/lists/call-lists/jobs/${jobId}`)).body).toMatchObject({
    uploadJobs: [{ jobId, listId, listName: "Renewals", isComplete: false }],
  });
  expect((await acd("GET", path)).body).toMatchObject({ resultSet: { totalRecords: 0, status: "Inactive" } });
  await control("POST", "/clock", { advanceSeconds: 3 });
  expect((await acd("GET", "/lists/call-lists/jobs")).body).toMatchObject({
    totalRecords: 1,
    uploadJobs: [{ jobId, isComplete: true }],
  });
  expect((await acd("GET", `${path}?includeRecords=true`)).body).toMatchObject({
    resultSet: {
      listName: "Renewals",
      status: "Active",
      totalRecords: 4,
      validRecords: 2,
      invalidRecords: 2,
      prospectiveContactCount: 2,
      skills: [{ skillId: outboundSkill }],
      contactRecords: [
        { externalId: "1", destination: "+493090182001", agentId: 30108, firstName: "Ada", isValid: true },
        { externalId: "2", isValid: false, finalResult: "Invalid" },
        { externalId: "3", isValid: false },
        { externalId: "4", isValid: true },
      ],
    },
  });
  expect((await acd("GET", "/lists/call-lists")).body).toMatchObject({
    totalRecords: 1,
    callingLists: [{ listId, listName: "Renewals" }],
  });
});

test("an upload without what the published schema requires is refused, and so is a file that is not base64", async () => {
  const { send, control } = await list();
  const refusals = [
    [{ forceOverwrite: undefined }, "forceOverwrite is required"],
    [{ expirationDate: "soon" }, "expirationDate must be a date"],
    [{ listFile: "id,phone\n1,+4930" }, "listFile must be a file in base64"],
    [{ skillId: 4606101 }, "Skill 4606101 is not a Personal Connection skill"],
  ] as const;
  for (const [more, error_description] of refusals)
    expect(await send(more)).toMatchObject({ status: 400, body: { error_description } });
  await control("POST", "/switches", { acdListJobSeconds: 0 });
  expect((await send({ startSkill: true })).status).toBe(200);
});

test("a known record is skipped, or overwritten when the upload says so, and a job that waits is cancelled", async () => {
  const { acd, control, send, path } = await list();
  await control("POST", "/switches", { acdListJobSeconds: 0 });
  await send();
  const again = (phone: string) => encoded(`id,phone,first,agent\n1,${phone},Ada,\n`);
  const numbers = async () => {
    const answer = (await acd("GET", `${path}?includeRecords=true`)).body as {
      resultSet: { contactRecords: { externalId: string; destination: string }[] };
    };
    return answer.resultSet.contactRecords
      .filter((row) => row.externalId === "1")
      .map((row) => row.destination);
  };
  await send({ listFile: again("+15551230001") });
  expect(await numbers()).toEqual(["+493090182001"]);
  await send({ listFile: again("+15551230001"), forceOverwrite: true });
  expect(await numbers()).toEqual(["+15551230001"]);
  await control("POST", "/switches", { acdListJobSeconds: 60 });
  const { jobId } = (await send()).body as { jobId: number };
  expect((await acd("DELETE", `/lists/call-lists/jobs/${jobId}`)).status).toBe(202);
  expect((await acd("DELETE", `/lists/call-lists/jobs/${jobId - 1}`)).status).toBe(409);
});

test("prospects are taken out by their external ids, and a list goes only by force while it is active", async () => {
  const { acd, control, send, path } = await list();
  await control("POST", "/switches", { acdListJobSeconds: 0 });
  await send();
  const removed = await acd("DELETE", "/lists/call-lists/Renewals/removeProspects", {
    prospectsToRemove: [{ externalId: 1 }, { externalId: 77 }],
  });
  expect(removed.body).toEqual({
    successfulRecords: [{ externalId: "1", resultCode: "Success" }],
    failedRecords: [{ externalId: "77", resultCode: "NotFound" }],
  });
  expect((await acd("GET", path)).body).toMatchObject({ resultSet: { finalizedRecords: 1 } });
  expect((await acd("DELETE", path)).status).toBe(409);
  expect((await acd("DELETE", `${path}?forceInactive=true`)).status).toBe(200);
  expect((await acd("GET", path)).body).toMatchObject({ resultSet: { status: "Inactive" } });
  await acd("DELETE", `${path}?forceDelete=true`);
  expect((await acd("GET", path)).status).toBe(404);
});

test("a list needs a name, an external id and a column of phone numbers", async () => {
  const { acd } = await list();
  const refused = async (parameters: string, body: unknown) =>
    (await acd("POST", `/lists/call-lists?${parameters}`, body)).body;
  expect(await refused("externalIdColumn=id", { destinationMappings })).toMatchObject({
    error_description: "listName is required",
  });
  expect(await refused("listName=A", { destinationMappings })).toMatchObject({
    error_description: "externalIdColumn is required",
  });
  expect(await refused("listName=A&externalIdColumn=id", {})).toMatchObject({ error: "invalid_request" });
  expect(await refused(query, { destinationMappings })).toMatchObject({ error: "conflict" });
});
