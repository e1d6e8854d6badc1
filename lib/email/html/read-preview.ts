import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { AppError } from "#lib/errors.ts";
import { frameDocument, textDocument } from "./frame-document.ts";
import { inspectHtml } from "./inspect-html.ts";
import { HTML_BODY_BYTES, type HtmlReport, inspectInput, type PreviewQuery } from "./schema.ts";

/** What is to be said of HTML that is being written. */
export async function inspectMail(
  ctx: Ctx,
  { html, sample }: { html: string; sample: Record<string, string> },
): Promise<HtmlReport> {
  requireRole(ctx, "admin", "operator", "auditor");
  return inspectHtml(html, sample);
}

/**
 * HTML that is being written, as the document of the preview's frame. It comes as the fields `html` and `sample` (JSON) of a
 * form whose target is that frame: only what is loaded from an address has a policy of its own. Throws `too_large`, `bad_input`.
 */
export async function readPreview(ctx: Ctx, request: Request, query: PreviewQuery): Promise<Response> {
  requireRole(ctx, "admin", "operator", "auditor");
  if (Number(request.headers.get("content-length") ?? HTML_BODY_BYTES) >= HTML_BODY_BYTES)
    throw new AppError("too_large");
  const form = await request.formData();
  const parsed = inspectInput.safeParse({
    html: form.get("html") ?? "",
    sample: readJson(form.get("sample")),
  });
  const remoteImages = query.images === "remote";
  const text = parsed.success
    ? frameDocument(parsed.data.html, { values: parsed.data.sample, scheme: query.scheme, remoteImages })
    : textDocument(parsed.error.issues[0]?.message ?? "This cannot be shown.");
  // Its policy is set in front of Next: see policyOfPreview.
  return new Response(text, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

function readJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}
