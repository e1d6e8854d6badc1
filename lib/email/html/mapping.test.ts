import fc from "fast-check";
import base64 from "nodemailer/lib/base64/index.js";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { describe, expect, test } from "vitest";
import { inspectHtml } from "./inspect-html.ts";
import { judgeLink } from "./links/state.ts";
import { fillVariables, problemsOfVariables, variablesOf } from "./mapping.ts";
import { bytesInWords, encodedBytes, MAIL_LIMIT_BYTES, mailSize, rawBytes } from "./size/mapping.ts";

describe("variables", () => {
  test("are filled with what was typed, else with their sample; what is no variable stays as written", () => {
    const text =
      "Dear {{customer.firstName}}, {{ agent.name }} of {{brand.name}} {{x.y}} {#123456} a{color:red}";
    expect(fillVariables(text, { "brand.name": "Contoso", "x.y": "" })).toBe(
      "Dear Maria, Jonas Weber of Contoso {{x.y}} {#123456} a{color:red}",
    );
    expect(variablesOf(`${text}{{x.y}}`)).toEqual([
      { name: "customer.firstName", count: 1 },
      { name: "agent.name", count: 1 },
      { name: "brand.name", count: 1 },
      { name: "x.y", count: 2 },
    ]);
  });

  test("a name that every object has is no value", () => {
    expect(fillVariables("{{constructor}} {{toString}}", {})).toBe("{{constructor}} {{toString}}");
  });

  test.each([
    ["{{customer.firstname}}", /unknown.*Did you mean \{\{customer\.firstName\}\}/],
    ["{{order.total}}", /unknown here and has no sample value\.$/],
    ["{{#if vip}}", /no variable/],
    ["{{ }}", /no variable/],
    ["{{customer.firstName}", /one side only/],
    ["customer.firstName}}", /one side only/],
  ])("%s is named", (text, sentence) => {
    expect(problemsOfVariables(text, {}).map((problem) => problem.sentence)).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test("one with a value of one's own is no problem, nor is the ticket number of a subject", () => {
    const text = "<style>@media print{p{color:#eee!important}}</style>{{order.total}} {#123456} [#123456]";
    expect(problemsOfVariables(text, { "order.total": "12 €" })).toEqual([]);
  });
});

describe("size (M-01)", () => {
  test("is that of base64 as it is really written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), (bytes) => {
        const wrapped = base64.wrap(base64.encode(Buffer.alloc(bytes, 7)), 76);
        expect(encodedBytes(bytes)).toBe(wrapped.length);
      }),
    );
  });

  test("what has room is the most that has", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), (room) => {
        const raw = rawBytes(room);
        expect(encodedBytes(raw)).toBeLessThanOrEqual(room);
        expect(encodedBytes(raw + 1)).toBeGreaterThan(room);
      }),
    );
  });

  test("40 MB hold some 29 MB of files", () => {
    const { roomBytes, fits } = mailSize({ htmlBytes: 20_000, textBytes: 2_000, attachments: [] });
    expect(fits).toBe(true);
    expect(bytesInWords(roomBytes)).toBe("29.2 MB");
    const file = (bytes: number) => ({ name: "brochure.pdf", bytes });
    const size = (bytes: number) =>
      mailSize({ htmlBytes: 20_000, textBytes: 2_000, attachments: [file(bytes)] });
    expect(size(roomBytes - 100).fits).toBe(true);
    expect(size(roomBytes + 1_000).fits).toBe(false);
    expect(size(MAIL_LIMIT_BYTES * 0.8).fits).toBe(false);
  });

  test("a mail that nodemailer builds is never larger than what was said, and little smaller", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 50_000 }),
        async (files, length) => {
          const html = `<p>${"Grüße ".repeat(length / 7 + 1)}</p>`;
          const attachments = files.map((bytes, at) => ({ name: `Anhang-ä${at}.pdf`, bytes }));
          const built = await new MailComposer({
            from: "a@example.com",
            to: "b@example.com",
            subject: "Size",
            text: "Hello",
            html,
            textEncoding: "base64",
            attachments: attachments.map(({ name, bytes }) => ({
              filename: name,
              content: Buffer.alloc(bytes, 9),
            })),
          })
            .compile()
            .build();
          const { total } = mailSize({ htmlBytes: Buffer.byteLength(html), textBytes: 5, attachments });
          expect(total).toBeGreaterThanOrEqual(built.length);
          expect(total - built.length).toBeLessThan(5_500);
        },
      ),
      { numRuns: 20 },
    );
  });

  test.each([
    [1, "1 byte"],
    [999, "999 bytes"],
    [1_234, "1.2 kB"],
    [18_240_000, "18.2 MB"],
    [400_000_000, "400 MB"],
  ])("%i is %s", (bytes, words) => {
    expect(bytesInWords(bytes)).toBe(words);
  });
});

describe("links", () => {
  test.each([
    ["https://www.example.com/a?b=1", "good", /^$/],
    ["mailto:service@example.com", "good", /^$/],
    ["tel:+49301234567", "good", /^$/],
    ["#top", "good", /^$/],
    ["http://www.example.com", "warning", /https/],
    ["", "bad", /nowhere/],
    ["#", "bad", /nowhere/],
    ["  ", "bad", /nowhere/],
    ["/offers", "bad", /relative/],
    ["www.example.com", "bad", /relative/],
    ["//www.example.com", "bad", /https:/],
    ["javascript:alert(1)", "bad", /script/],
    ["java\tscript:alert(1)", "bad", /script/],
    ["data:text/html,x", "bad", /data/],
    ["https://user:secret@example.com", "bad", /password/],
    ["http://localhost:3000/x", "bad", /own network/],
    ["http://192.168.1.2/x", "bad", /own network/],
    ["https://exa mple.com", "bad", /read/],
    ["https://{{brand.url}}", "warning", /variable/],
  ])("%s is %s", (href, kind, sentence) => {
    expect(judgeLink(href)).toMatchObject({ kind, sentence: expect.stringMatching(sentence) });
  });
});

test("a report names links once, images without a text, and gives the plain version", () => {
  const report = inspectHtml(
    '<h1>Hello {{customer.firstName}}</h1><p><a href="https://example.com">Offers</a> and again ' +
      '<a href="https://example.com">here</a></p><img src="https://example.com/a.png"><img src="cid:logo" alt="Logo">' +
      "<script>alert(1)</script>",
    { "customer.firstName": "Anna" },
  );
  expect(report.links).toMatchObject([{ href: "https://example.com", count: 2, kind: "good" }]);
  expect(report.images).toEqual([
    { src: "https://example.com/a.png", where: "remote", alt: null, count: 1 },
    { src: "cid:logo", where: "attached", alt: "Logo", count: 1 },
  ]);
  expect(report.plain).toBe(
    "Hello Anna\n\nOffers [https://example.com] and again here [https://example.com]",
  );
  expect(report.removed.map(({ kind }) => kind)).toEqual(["remote-image", "script"]);
});

test("2 MB of HTML are looked through without running out of time", () => {
  const html = '<p style="color:red">x <a href="https://example.com">y</a></p>'.repeat(32_000);
  expect(inspectHtml(html, {}).links).toHaveLength(1);
});
