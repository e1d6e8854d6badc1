import { expect, test } from "vitest";
import { dependantsOf, type RemovalFacts } from "./mapping.ts";

const nothing: RemovalFacts = {
  channel: {
    id: "eml_1",
    name: "Support",
    state: "draft",
    localPart: null,
    pointContact: null,
    channelId: null,
    sending: "ses",
    settings: {} as RemovalFacts["channel"]["settings"],
    templateId: null,
    version: 1,
  },
  told: {
    roles: [],
    queues: [],
    hasOwnSla: false,
    template: null,
    alone: { domain: false, smtp: false, template: false },
  },
  connectionId: "con_1",
  signed: 0,
  openRequests: 0,
  awaitedUntil: null,
};
const told = (more: Partial<RemovalFacts["told"]>) => ({ ...nothing, told: { ...nothing.told, ...more } });
const template = { id: "tpl_1", name: "Christmas" };
const alone = { domain: false, smtp: false, template: true };

test.each([
  ["a draft that nothing knows", nothing, []],
  ["a live channel", { ...nothing, channel: { ...nothing.channel, state: "live" } }, [/^It is live/]],
  [
    "a queue of others too",
    told({ queues: [{ name: "Q", hasOthers: true }] }),
    [/Q includes it, beside others/],
  ],
  ["a queue of its own", told({ queues: [{ name: "Q", hasOthers: false }] }), [/nothing would reach it/]],
  [
    "a role that answers",
    told({ roles: [{ name: "Agents", permissions: ["Send Replies", "Create Drafts"] }] }),
    [/^The role Agents has Send Replies, Create Drafts on it/],
  ],
  ["a service level of its own", told({ hasOwnSla: true }), [/service level of its own/]],
  ["a template that others use", told({ template }), []],
  [
    "a template that no other uses",
    told({ template, alone }),
    [/No other channel uses the template Christmas/],
  ],
  ["the last channel of people with signatures", { ...nothing, signed: 3 }, [/^3 people have a signature/]],
  ["an open request", { ...nothing, openRequests: 1 }, [/^One request is open/]],
  ["a round trip under way", { ...nothing, awaitedUntil: new Date(0) }, [/^A round trip is under way/]],
] as [string, RemovalFacts, RegExp[]][])("%s", (_what, facts, sentences) => {
  const found = dependantsOf(facts);
  expect(found).toHaveLength(sentences.length);
  for (const [at, sentence] of sentences.entries()) expect(found[at]?.text).toMatch(sentence);
});
