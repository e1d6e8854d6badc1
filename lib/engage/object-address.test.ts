import { describe, expect, it } from "vitest";
import { objectPage, readObjectId, readRealtimeUrl, realtimeUrlOf } from "./object-address.ts";

const UI = "https://acme.engagement.dimelo.com";
const ID = "5dc373750e69dc46c639ac73";
const OTHER = "56178fd27765625e06000a66";

describe("E-21: an id from a page's address", () => {
  it.each([
    ID,
    ` ${ID.toUpperCase()} `,
    `${UI}/admin/categories/${ID}/edit`,
    `acme.engagement.dimelo.com/admin/categories/${ID}/edit?from=${OTHER}`,
    `${UI}/admin/categories/${ID}`,
    objectPage(UI, "categories", ID),
  ])("%j", (typed) => expect(readObjectId("categories", typed, UI)).toEqual({ ok: true, id: ID }));

  it.each([
    ["", "Paste the address of a category's page"],
    ["5dc37", "is not an id"],
    [`${ID}0`, "is not an id"],
    [`${UI}/admin/content_sources/${ID}/edit`, "the page of a source, not of a category"],
    [`${UI}/admin/surveys/${ID}/edit`, "the page of something else"],
    [`${UI}/admin/constructor/${ID}/edit`, "the page of something else"],
    [`${UI}/admin/categories/new`, "has no id yet"],
    [`${UI}/desk`, "This is not the page of a category"],
    [
      `https://other.engagement.dimelo.com/admin/categories/${ID}/edit`,
      "belongs to other.engagement.dimelo.com",
    ],
  ])("refuses %j", (typed, words) => {
    const read = readObjectId("categories", typed, UI);
    expect(read.ok ? "" : read.problem).toContain(words);
  });

  it("takes sources and webhooks by their own pages", () => {
    expect(readObjectId("content_sources", `${UI}/admin/content_sources/${ID}/edit`)).toMatchObject({
      id: ID,
    });
    expect(readObjectId("webhooks", `${UI}/admin/webhooks/${ID}/edit`)).toMatchObject({ id: ID });
  });
});

describe("E-34: the realtime endpoint", () => {
  it("is made from the account and the source, and read back", () => {
    const realtimeUrl = realtimeUrlOf(`${UI}/`, ID);
    expect(realtimeUrl).toBe(`${UI}/realtime/sdk/${ID}`);
    for (const typed of [realtimeUrl, ` ${realtimeUrl}/ `, realtimeUrl.slice(8), ID]) {
      expect(readRealtimeUrl(typed, { uiBaseUrl: UI, sourceId: ID })).toEqual({
        ok: true,
        realtimeUrl,
        sourceId: ID,
      });
    }
  });

  it("stays http where the simulated Engage is", () => {
    const uiBaseUrl = "http://127.0.0.1:4010/engage";
    expect(readRealtimeUrl(`${uiBaseUrl}/realtime/sdk/${ID}`, { uiBaseUrl })).toMatchObject({
      realtimeUrl: `${uiBaseUrl}/realtime/sdk/${ID}`,
    });
  });

  it.each([
    [`${UI}/realtime/sdk/${OTHER}`, `endpoint of another source (${OTHER})`],
    [OTHER, "another source"],
    [`https://other.engagement.dimelo.com/realtime/sdk/${ID}`, "belongs to other.engagement.dimelo.com"],
    [`https://acme.api.engagement.dimelo.com/realtime/sdk/${ID}`, 'without "api"'],
    [`http://acme.engagement.dimelo.com/realtime/sdk/${ID}`, "Use https"],
    [`${UI}/admin/content_sources/${ID}/edit`, "not a realtime endpoint"],
    [`${UI}/realtime/sdk/my-source`, "not the id of a source"],
    ["", "Enter the address"],
  ])("refuses %j", (typed, words) => {
    const read = readRealtimeUrl(typed, { uiBaseUrl: UI, sourceId: ID });
    expect(read.ok ? "" : read.problem).toContain(words);
  });
});
