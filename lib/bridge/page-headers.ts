import "server-only";
import { randomBytes } from "node:crypto";
import { policyOfPreview } from "#lib/email/html/frame/mapping.ts";
import type { Handler } from "./server.ts";

/**
 * Headers of every page and route of the console, with a fresh nonce per answer: only scripts and styles that we wrote
 * run. Next reads the nonce from the request's own policy header, the layout from `x-nonce`; what a client sent under
 * these names is overwritten. Done here and not in proxy.ts, which would halve the speed of each route.
 */
export function pageHeaders(options: { dev: boolean }): Handler {
  return (request, response) => {
    const nonce = randomBytes(16).toString("base64url");
    const policy = contentSecurityPolicy(nonce, options.dev);
    request.headers["content-security-policy"] = policy;
    request.headers["x-nonce"] = nonce;
    // Where somebody who is not signed in wanted to go.
    request.headers["x-patchbay-path"] = request.url ?? "/";
    for (const [name, value] of Object.entries(FIXED)) response.setHeader(name, value);
    // A mail that is shown in a frame of ours is a document of its own, with a policy of its own.
    const preview = policyOfPreview(request.url ?? "");
    if (preview) response.setHeader("x-frame-options", "SAMEORIGIN");
    response.setHeader("content-security-policy", preview ?? policy);
    return false;
  };
}

/** `strict-dynamic`: a script that carries the nonce may load its own chunks; addresses alone allow nothing. */
function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Next's error overlay writes styles of its own; it exists in development only.
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const FIXED = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // Browsers ignore it over plain HTTP, so a console on localhost is not locked out.
  "strict-transport-security": "max-age=31536000",
};
