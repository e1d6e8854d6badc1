/** The route that answers with a mail as a document: what is loaded from an address has a policy of its own. */
export const PREVIEW_PATH = "/api/email/preview";

/**
 * The policy of that document instead of the console's, under which a mail's inline styles would not show. As a header,
 * because nothing that is written in the mail comes before it. `sandbox` makes it inert wherever it is opened: no scripts, no
 * forms, no new windows, an origin of its own.
 */
export const framePolicy = ({ remoteImages }: { remoteImages: boolean }): string =>
  [
    "default-src 'none'",
    `img-src data:${remoteImages ? " https:" : ""}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox",
  ].join("; ");

/** The policy of an answer to `url`, or null where it is no preview. */
export function policyOfPreview(url: string): string | null {
  const [path, query = ""] = url.split("?");
  if (path !== PREVIEW_PATH) return null;
  return framePolicy({ remoteImages: new URLSearchParams(query).get("images") === "remote" });
}
