import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, json, reset } from "#lib/http/start-test-server.ts";
import { availableAgents, listAgentStatus } from "./agent-status.ts";
import { findThreadByForeignId, swapCategory, swapThreadCategory } from "./content-threads.ts";
import { listContents } from "./contents.ts";
import { agentFolderQuery, createFolder } from "./folders.ts";
import {
  cancelIntervention,
  closeIntervention,
  endIntervention,
  listInterventions,
} from "./interventions.ts";
import { getSettings } from "./settings.ts";
import { engageFailure, page, startTestAccount, type TestAccount } from "./start-test-account.ts";
import { completeTask, listTasks } from "./tasks.ts";
import { listTopologies, namesChannel } from "./topologies.ts";

let account: TestAccount;

beforeEach(async () => {
  account = await startTestAccount();
});
afterEach(() => account.close());

const refusal = (status: number, error = "x"): Behaviour => json(status, { error, message: error, status });

describe("a thread by our id", () => {
  it("is asked for in quotes and taken only when it is exactly ours", async () => {
    account.server.answer(
      page([
        { id: "t0", foreign_id: "conv_10", source_id: "s1" },
        { id: "t1", foreign_id: "conv_1", source_id: "s1", thread_category_ids: ["bot"] },
      ]),
    );
    const client = account.client();
    expect(await findThreadByForeignId(client, "conv_1", { sourceId: "s1" })).toMatchObject({ id: "t1" });
    expect(account.seen()[0]).toContain('q=foreign:"conv_1" source:s1&');
    expect(await findThreadByForeignId(client, "conv_1", { sourceId: "s2" })).toBeNull();
    expect(await findThreadByForeignId(client, "conv_2")).toBeNull();
  });

  it("is not looked for in all threads of the account where Engage does not know the keyword", async () => {
    account.server.answer(page([{ id: "t0", foreign_id: "conv_10" }], 90_000));
    expect(await findThreadByForeignId(account.client(), "conv_1")).toBeNull();
    expect(account.seen()).toHaveLength(1);
  });
});

describe("the swap of a handover", () => {
  const swap = { remove: "bot", add: "agent" };

  it.each([
    [["bot"], ["agent"]],
    [
      ["vip", "bot", "de"],
      ["vip", "de", "agent"],
    ],
    [[], ["agent"]],
    [["agent", "bot"], ["agent"]],
    [
      ["agent", "vip"],
      ["agent", "vip"],
    ],
  ])("%j becomes %j", (before, after) => expect(swapCategory(before, swap)).toEqual(after));

  it("keeps the others, and costs no write when it was done before", async () => {
    account.server.answer(
      json(200, { id: "t1", thread_category_ids: ["vip", "bot"] }),
      json(200, { id: "t1", thread_category_ids: ["vip", "agent"] }),
      json(200, { id: "t1", thread_category_ids: ["vip", "agent"] }),
    );
    expect(await swapThreadCategory(account.client(), "t1", swap)).toMatchObject({ changed: true });
    expect(await swapThreadCategory(account.client(), "t1", swap)).toMatchObject({ changed: false });
    expect(account.seen()).toEqual([
      "GET /1.0/content_threads/t1",
      "PUT /1.0/content_threads/t1/update_categories thread_category_ids[]=vip&thread_category_ids[]=agent",
      "GET /1.0/content_threads/t1",
    ]);
  });

  it("is null while the thread is not imported", async () => {
    account.server.answer(refusal(404, "not_found"));
    expect(await swapThreadCategory(account.client(), "t1", swap)).toBeNull();
  });
});

describe("the end of an intervention", () => {
  const open = (replies: number) =>
    json(200, { id: "i1", closed: false, status: "Ouverte", user_replies_count: replies });
  const closed = json(200, { id: "i1", closed: true, status: "Fermée" });

  it("is a close with replies, a cancel without, and nothing when it is over", async () => {
    account.server.answer(open(1), closed);
    expect(await endIntervention(account.client(), "i1")).toBe("closed");
    account.server.answer(open(0), json(200, { id: "i1" }));
    expect(await endIntervention(account.client(), "i1")).toBe("cancelled");
    account.server.answer(closed);
    expect(await endIntervention(account.client(), "i1")).toBe("none");
    account.server.answer(refusal(404));
    expect(await endIntervention(account.client(), "i1")).toBe("none");
    expect(account.seen().map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "GET /1.0/interventions/i1",
      "PUT /1.0/interventions/i1/close",
      "GET /1.0/interventions/i1",
      "DELETE /1.0/interventions/i1/cancel",
      "GET /1.0/interventions/i1",
      "GET /1.0/interventions/i1",
    ]);
  });

  it("is not an error when the agent was quicker", async () => {
    account.server.answer(open(0), refusal(403), open(1), closed);
    expect(await endIntervention(account.client(), "i1")).toBe("closed");
    account.server.answer(open(1), refusal(403), closed);
    expect(await endIntervention(account.client(), "i1")).toBe("none");
    account.server.answer(open(1), refusal(403), open(1));
    expect((await engageFailure(endIntervention(account.client(), "i1"))).code).toBe("forbidden");
  });

  it("is not sent twice when its answer is lost: the second would be refused and hide the first", async () => {
    account.server.answer(reset);
    const lost = await engageFailure(closeIntervention(account.client(), "i1"));
    expect(lost).toMatchObject({ code: "unreachable", mayHaveHappened: true });
    expect(account.seen()).toHaveLength(1);
  });

  it("by cancel says when there was none, and waits for a lock", async () => {
    account.server.answer(refusal(409), json(200, { id: "i1" }), refusal(404));
    expect(await cancelIntervention(account.client(), "i1")).toBe(true);
    expect(await cancelIntervention(account.client(), "i1")).toBe(false);
  });

  it("is told by closed and closed_at, never by the localised status", async () => {
    account.server.answer(
      page([
        { id: "i1", thread_id: "t1", status: "Closed", closed: false },
        { id: "i2", thread_id: "t1", status: "?", closed_at: "2026-11-21T10:00:00Z" },
        { id: "i3", thread_id: "t2" },
      ]),
    );
    const rows = await listInterventions(account.client(), { threadId: "t1", status: "active" });
    expect(rows.map(({ id, closed }) => [id, closed])).toEqual([
      ["i1", false],
      ["i2", true],
    ]);
  });
});

describe("who is there", () => {
  it("is a bare list without pages", async () => {
    const agent = (id: string, status: string | null, busyness: string) => ({
      agent_id: id,
      channels: [{ id: "c1", name: "Realtime", status, busyness }],
      custom_status: null,
    });
    account.server.answer(
      json(200, [
        agent("u1", "available", "ok"),
        agent("u2", "available", "full"),
        agent("u3", "away", "ok"),
        agent("u4", null, "ok"),
      ]),
    );
    const all = await listAgentStatus(account.client(), { sourceIds: ["s1"], categoryIds: ["agent"] });
    expect(account.seen()).toEqual(["GET /1.0/status?source_ids[]=s1&category_ids[]=agent"]);
    expect(availableAgents(all).map(({ agentId }) => agentId)).toEqual(["u1"]);
    expect(availableAgents(all, "c2")).toEqual([]);
  });
});

it("reads messages, tasks, settings, topologies and folders", async () => {
  const client = account.client();
  account.server.answer(
    page([
      { id: "m1", thread_id: "t1", creator_id: null, body: "Hi" },
      { id: "m2", thread_id: "t9" },
    ]),
  );
  expect(await listContents(client, "t1")).toMatchObject([{ id: "m1", creatorId: null, body: "Hi" }]);
  account.server.answer(page([{ id: "k1", thread_id: "t1", priority: 1 }]), json(200, { id: "k1" }));
  expect(await listTasks(client, { channelId: "c1" })).toMatchObject([{ id: "k1", priority: 1 }]);
  expect(await completeTask(client, "k1")).toMatchObject({ id: "k1" });
  account.server.answer(json(200, { name: "Acme", push_enabled: true }));
  expect(await getSettings(client)).toMatchObject({ name: "Acme", taskMode: true });
  account.server.answer(
    json(200, { records: [{ id: "p1", name: "Main", config: { steps: [{ channel: "c1" }] } }] }),
  );
  const [topology] = await listTopologies(client);
  expect(topology && [namesChannel(topology, "c1"), namesChannel(topology, "c2")]).toEqual([true, false]);
  account.server.answer(json(200, { id: "f1", label: "Chats", query: "categorized_in:agent source:s1" }));
  await createFolder(client, { label: "Chats", query: agentFolderQuery("agent", "s1"), showsCount: true });
  expect(account.seen().at(-1)).toBe(
    "POST /1.0/folders label=Chats&query=categorized_in:agent source:s1&render_threads_count=true",
  );
});
