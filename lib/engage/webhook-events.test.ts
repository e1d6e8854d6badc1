import { describe, expect, it } from "vitest";
import { hasWebhookSecret, meaningOf, readValidation, webhookDelivery } from "./webhook-events.ts";

const closed = {
  type: "intervention.closed",
  id: "70d340997b8cd2c6f4dfee22",
  user_id: "4f4f3a08a90ffb27ee000583",
  issued_at: "2014-02-10T18:35:35.251Z",
  resource: {
    type: "intervention",
    id: "5464b5c04d61639684110000",
    metadata: {
      custom_field_values: { sample_field: null },
      category_ids: ["4f3951557aa58d1462017a8f"],
      closed_at: null,
      deferred_at: null,
      identity_id: "557f003c7765620fdc0002cc",
      source_id: "56178fd27765625e06000a66",
      thread_id: "565739986b65795289000029",
      user_id: "52fcf5157aa58dd768000006",
    },
  },
};
const envelope = (...events: unknown[]) => ({
  id: "bd13a9d9baa8c20cf93046cd",
  domain_id: "48cc6703bdae1462ce06a555",
  events,
});

describe("a delivery", () => {
  it("is read as documented, with closed_at null", () => {
    const { id, events, unreadable } = webhookDelivery.parse(envelope(closed));
    expect(id).toBe("bd13a9d9baa8c20cf93046cd");
    expect(unreadable).toBe(0);
    expect(events[0]).toMatchObject({
      id: closed.id,
      type: "intervention.closed",
      userId: closed.user_id,
      issuedAt: new Date("2014-02-10T18:35:35.251Z"),
      threadId: "565739986b65795289000029",
      sourceId: "56178fd27765625e06000a66",
      interventionId: "5464b5c04d61639684110000",
      categoryIds: ["4f3951557aa58d1462017a8f"],
    });
  });

  it("of an automatic close has no agent", () => {
    const { user_id: _, ...automatic } = closed;
    expect(webhookDelivery.parse(envelope(automatic)).events[0]).toMatchObject({ userId: null });
  });

  it("gives the foreign id of imported contents, which tells our own from others", () => {
    const imported = {
      type: "content.imported",
      id: "5e5d523abd0e54427f350321",
      issued_at: "2020-03-02T18:36:42.963Z",
      resource: {
        type: "sdk/content",
        id: "5e5d523a7133686cc52b7e61",
        metadata: {
          foreign_id: "c2905910-5cb4",
          thread_id: "5e5d522d",
          created_from: "synchronizer",
          intervention_id: null,
        },
      },
    };
    expect(webhookDelivery.parse(envelope(imported)).events[0]).toMatchObject({
      threadId: "5e5d522d",
      interventionId: null,
      metadata: { foreign_id: "c2905910-5cb4", created_from: "synchronizer" },
    });
  });

  it("keeps the good events beside one that cannot be read", () => {
    const { events, unreadable } = webhookDelivery.parse(envelope({ type: "x" }, closed, null));
    expect(events.map((event) => event.id)).toEqual([closed.id]);
    expect(unreadable).toBe(2);
  });

  it("may have no metadata and a date nobody can read", () => {
    const { events } = webhookDelivery.parse(
      envelope({ ...closed, issued_at: "soon", resource: { type: "intervention", id: "i1" } }),
    );
    expect(events[0]).toMatchObject({
      issuedAt: null,
      threadId: null,
      interventionId: "i1",
      categoryIds: [],
    });
  });

  it("without a list of events is none", () => {
    expect(webhookDelivery.safeParse({ id: "x" }).success).toBe(false);
    expect(webhookDelivery.safeParse({ action: "implementation.info" }).success).toBe(false);
  });
});

it.each([
  ["intervention.closed", "ended"],
  ["intervention.canceled", "ended"],
  ["intervention.opened", "joined"],
  ["task.taken", "joined"],
  ["task.undelivered", "unanswered"],
  ["intervention.deferred", null],
  ["task.completed", null],
  ["content.imported", null],
  ["toString", null],
] as const)("%s means %s", (type, meaning) => expect(meaningOf(type)).toBe(meaning));

it("reads the validation of an endpoint, in any order, and no other request", () => {
  expect(
    readValidation("/handover/rce?hub.challenge=5af96abed0b2&hub.mode=subscribe&hub.verify_token=abc%20123"),
  ).toEqual({ challenge: "5af96abed0b2", verifyToken: "abc 123" });
  expect(readValidation("/handover/rce?hub.mode=subscribe&hub.challenge=1")).toMatchObject({
    verifyToken: "",
  });
  expect(readValidation("/handover/rce?hub.mode=unsubscribe&hub.challenge=1")).toBeNull();
  expect(readValidation("/handover/rce?hub.mode=subscribe")).toBeNull();
  expect(readValidation("/handover/rce")).toBeNull();
});

it("knows a delivery by its secret", () => {
  expect(hasWebhookSecret({ "x-dimelo-secret": "s3cret" }, "s3cret")).toBe(true);
  expect(hasWebhookSecret({ "x-dimelo-secret": ["s3cret"] }, "s3cret")).toBe(true);
  expect(hasWebhookSecret({ "x-dimelo-secret": "other" }, "s3cret")).toBe(false);
  expect(hasWebhookSecret({}, "s3cret")).toBe(false);
  expect(hasWebhookSecret({ "x-dimelo-secret": "" }, "")).toBe(false);
});
