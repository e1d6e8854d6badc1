import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { CONNECTION, withCxoneRow } from "../domains/scene.ts";
import { attestExtensions } from "./attest-extensions.ts";
import { diffExtensions, splitExtensions } from "./mapping.ts";
import { getExtensions } from "./reads.ts";
import { saveExtensions } from "./save-extensions.ts";
import { extension, extensionList, extensionsInput, extensionsSeenInput } from "./schema.ts";

withTestDatabase();
withCxoneRow();
const otto = testCtx("operator", { name: "Otto" });
const input = (version: number, extensions: string[], everythingAllowed = false) =>
  extensionsInput.parse({ version, extensions, everythingAllowed });
beforeEach(() => db().emailExtensionList.deleteMany());

test.each([".png", ".jpeg", ".docx", ".csv", ".7z", ".PNG", " .png ", `.${"a".repeat(15)}`])(
  "%j may stand in the list",
  (text) => {
    expect(extension.parse(text)).toBe(text.trim().toLowerCase());
  },
);

test.each([
  ["png", /enter \.png/],
  [".", /such as \.png/],
  ["*.png", /enter \.png/],
  [".p ng", /blank/],
  [".a b", /blank/],
  [".tar.gz", /enter \.gz/],
  ["..png", /letters and digits/i],
  [".pn/g", /letters and digits/i],
  [".ünï", /letters and digits/i],
  ["", /Enter an extension/],
  [`.${"a".repeat(16)}`, /At most 15/],
])("%j may not, and the sentence says what to enter", (text, sentence) => {
  expect(extension.safeParse(text).error?.issues[0]?.message).toMatch(sentence);
});

test("the same extension in capitals is the same; an empty list has to be meant", () => {
  expect(extensionList.safeParse([".png", ".PNG"]).error?.issues[0]?.message).toBe(".png stands here twice.");
  expect(() => input(0, [])).toThrow(/lets every file type through/);
  expect(splitExtensions(".png, .jpeg\n.csv;.docx")).toEqual([".png", ".jpeg", ".csv", ".docx"]);
});

test("what to add and remove makes CXone's list the wanted one", () => {
  const list = fc.uniqueArray(fc.stringMatching(/^\.[a-z0-9]{1,6}$/));
  fc.assert(
    fc.property(list, list, (wanted, there) => {
      const { toAdd, toRemove } = diffExtensions(wanted, there);
      const then = there.filter((one) => !toRemove.includes(one)).concat(toAdd);
      expect(then.toSorted()).toEqual(wanted.toSorted());
    }),
  );
});

describe("the list of a business unit", () => {
  test("is undecided at first and allows everything, is kept, and compared with what was seen in CXone", async () => {
    expect(await getExtensions(testCtx("auditor"), CONNECTION)).toMatchObject({
      isDecided: false,
      everythingAllowed: true,
      version: 0,
    });
    const kept = await saveExtensions(otto, CONNECTION, input(0, [".png", ".csv"]));
    expect(kept).toMatchObject({
      isDecided: true,
      wanted: [".csv", ".png"],
      toAdd: [".csv", ".png"],
      seen: null,
    });
    const seen = extensionsSeenInput.parse({
      version: 1,
      extensions: [".PNG", ".exe"],
      evidence: "Seen by me",
    });
    expect(await attestExtensions(otto, CONNECTION, seen)).toMatchObject({
      toAdd: [".csv"],
      toRemove: [".exe"],
      seen: { by: "Otto", evidence: "Seen by me", extensions: [".exe", ".png"] },
    });
    const all = await saveExtensions(otto, CONNECTION, input(2, [], true));
    expect(all).toMatchObject({ everythingAllowed: true, isDecided: true, toRemove: [".exe", ".png"] });
    const rows = await db().auditEntry.findMany({ where: { object: `email-extensions:${CONNECTION}` } });
    expect(rows.map(({ action }) => action).toSorted()).toEqual([
      "email_extensions.attested",
      "email_extensions.changed",
      "email_extensions.changed",
    ]);
  });

  test("what somebody saw before anybody decided is kept too, and the later of two forms is refused", async () => {
    const seen = extensionsSeenInput.parse({ version: 0, extensions: [], evidence: "Empty tab" });
    expect(await attestExtensions(otto, CONNECTION, seen)).toMatchObject({ isDecided: false, version: 1 });
    await expect(saveExtensions(otto, CONNECTION, input(0, [".png"]))).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(saveExtensions(testCtx("auditor"), CONNECTION, input(1, [".png"]))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
