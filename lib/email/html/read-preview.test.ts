// The document of the preview's frame, as it answers whatever is posted to it.
import { describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { framePolicy, policyOfPreview } from "./frame/mapping.ts";
import { readPreview } from "./read-preview.ts";
import { previewQuery } from "./schema.ts";

async function preview(fields: Record<string, string>, { query = {}, bytes = 1_000 } = {}) {
  const body = new URLSearchParams(fields);
  const request = new Request("http://localhost/api/email/preview", {
    method: "POST",
    headers: bytes > 0 ? { "content-length": String(bytes) } : {},
    body,
  });
  const answer = await readPreview(testCtx("auditor"), request, previewQuery.parse(query));
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  return answer.text();
}

const HOSTILE =
  '<script>top.ran = 1</script><img src="https://evil.example/pixel.gif" onerror="top.ran = 1">' +
  '<a href="javascript:top.ran = 1">x</a><p onclick="top.ran = 1">Dear {{customer.firstName}}</p>';

test("of hostile HTML nothing runs and nothing is fetched; an image only where images are asked for", async () => {
  const blocked = await preview({ html: HOSTILE, sample: '{"customer.firstName":"<b>Ann"}' });
  expect(blocked).toContain("Dear &lt;b&gt;Ann");
  expect(blocked).not.toMatch(/<script|onerror|onclick|javascript:|evil\.example/);
  const shown = await preview({ html: HOSTILE }, { query: { images: "remote" } });
  expect(shown).toContain("https://evil.example/pixel.gif");
  expect(shown).not.toMatch(/<script|onerror|onclick|javascript:/);
});

test.each([
  ["5 MB", "x".repeat(5_000_000), /At most 2 MB; this has 5\.0 MB/],
  ["a NUL", "a\0b", /NUL/],
])("%s is told in the frame instead of shown", async (_what, html, sentence) => {
  const said = await preview({ html });
  expect(said).toMatch(sentence);
  expect(said.length).toBeLessThan(2_000);
});

test("what is no JSON fills nothing, and what is too large to be read is refused before it is", async () => {
  expect(await preview({ html: "{{customer.firstName}}", sample: "{" })).toContain("Maria");
  for (const bytes of [16_000_000, 0])
    await expect(preview({ html: "x" }, { bytes })).rejects.toMatchObject({ code: "too_large" });
  const request = new Request("http://localhost/api/email/preview", { method: "POST" });
  const nobody = readPreview(testCtx("supervisor"), request, previewQuery.parse({}));
  await expect(nobody).rejects.toMatchObject({ code: "forbidden" });
});

describe("the policy of the document", () => {
  test("is sandboxed and lets nothing in, wherever it is opened", () => {
    const rules = policyOfPreview("/api/email/preview?scheme=dark")?.split("; ");
    expect(rules).toEqual(
      expect.arrayContaining(["default-src 'none'", "sandbox", "form-action 'none'", "base-uri 'none'"]),
    );
    expect(rules?.join()).not.toMatch(/script-src|allow-|https:/);
    expect(policyOfPreview("/api/email/previews")).toBeNull();
  });

  test("with images differs in them alone", () => {
    const [without, withImages] = [false, true].map((remoteImages) =>
      framePolicy({ remoteImages }).split("; "),
    );
    expect(withImages?.filter((rule) => !without?.includes(rule))).toEqual(["img-src data: https:"]);
    expect(policyOfPreview("/api/email/preview?images=remote")?.split("; ")).toEqual(withImages);
  });
});
