import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PERMISSIONS } from "./schema.ts";
import { differences, type EmailSnapshot, lintEmail } from "./state.ts";

type Role = EmailSnapshot["roles"][number];
type Channel = EmailSnapshot["channels"][number];
const role = (over: Partial<Role> = {}): Role => ({
  roleId: "r1",
  name: "Agent",
  seesSkills: true,
  digital: true,
  channels: { c1: ["Send Replies"] },
  members: 3,
  ...over,
});
const channel = (over: Partial<Channel> = {}): Channel => ({
  id: "c1",
  name: "Support mail",
  seen: { defaultSkill: true, script: true },
  changesFrom: false,
  ...over,
});
const rules = (channels: Channel[], roles: Role[], emailChannels = channels.length) =>
  lintEmail({ emailChannels, channels, roles }).map(({ rule }) => rule);

describe("what keeps mail from being answered", () => {
  test("nothing, when a role with people may reply and see skills, and the channel is routed", () => {
    expect(rules([channel()], [role()])).toEqual([]);
  });

  test.each<[string, string[], Channel, Role]>([
    ["no role has the channel", ["M-50"], channel(), role({ channels: {} })],
    [
      "only roles that cannot reply have it",
      ["M-52", "M-52"],
      channel(),
      role({ channels: { c1: ["Create Drafts"] } }),
    ],
    [
      "the role that replies does not see skills",
      ["M-52.skills-view"],
      channel(),
      role({ seesSkills: false }),
    ],
    ["the role is not a digital one", ["M-53"], channel(), role({ digital: false })],
    ["nobody has the role", ["M-51"], channel(), role({ members: 0 })],
    ["no default skill", ["M-65"], channel({ seen: { defaultSkill: false, script: true } }), role()],
    ["no script", ["M-65"], channel({ seen: { defaultSkill: true, script: false } }), role()],
    ["the From address of the only channel", ["M-14"], channel({ changesFrom: true }), role()],
  ])("%s", (_name, expected, one, other) => {
    expect(rules([one], [other])).toEqual(expected);
  });

  test("a channel that was not found in CXone is not judged by what CXone shows", () => {
    expect(rules([channel({ seen: undefined })], [role()])).toEqual([]);
  });

  test("with a second channel and Send Replies the From address can be changed", () => {
    const both = { c1: ["Send Replies"], c2: ["Send Replies"] };
    expect(
      rules(
        [channel({ changesFrom: true }), channel({ id: "c2", name: "Sales" })],
        [role({ channels: both })],
      ),
    ).toEqual([]);
  });

  test("a second channel that was made in CXone alone counts as well", () => {
    expect(rules([channel({ changesFrom: true })], [role()], 2)).toEqual([]);
  });

  test("what CXone does not say is not held against a role", () => {
    expect(rules([channel()], [role({ seesSkills: null, digital: null })])).toEqual([]);
  });

  test("what blocks comes first, and every finding says what to do and where", () => {
    const found = lintEmail({
      emailChannels: 2,
      channels: [channel({ changesFrom: true }), channel({ id: "c2", name: "Sales" })],
      roles: [role({ seesSkills: false, members: 0 })],
    });
    expect(found.map(({ severity }) => severity)).toEqual(["blocking", "blocking", "hint"]);
    expect(found.every(({ fix }) => fix.sentence !== "" && fix.path.length > 1)).toBe(true);
  });
});

test("adding and removing what differs leads from one set to the other, and equal sets differ in nothing", () => {
  const cells = fc.dictionary(
    fc.constantFrom("c1", "c2", "c3"),
    fc.uniqueArray(fc.constantFrom(...PERMISSIONS)),
  );
  fc.assert(
    fc.property(cells, cells, (entered, wanted) => {
      const result = new Map(Object.entries(entered).map(([id, list]) => [id, new Set<string>(list)]));
      for (const { channelId, add, remove } of differences(entered, wanted)) {
        const cell = result.get(channelId) ?? new Set<string>();
        for (const permission of add) cell.add(permission);
        for (const permission of remove) cell.delete(permission);
        result.set(channelId, cell);
      }
      for (const id of ["c1", "c2", "c3"]) {
        expect([...(result.get(id) ?? [])].sort()).toEqual([...(wanted[id] ?? [])].sort());
      }
      expect(differences(wanted, wanted)).toEqual([]);
    }),
  );
});
