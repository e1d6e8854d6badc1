import { expect, test } from "vitest";
import { isOwnOrigin } from "./own-origin.ts";

const tls = "https://patchbay.example.com";
const plain = "http://localhost:3000";

test.each<[string | undefined, string | null, string, boolean]>([
  [tls, tls, "patchbay.example.com", true],
  // The proxy in front has taken TLS off, and may name another host.
  [tls, tls, "console:3000", true],
  [`${tls}/base/`, tls, "patchbay.example.com", true],
  [tls, "http://patchbay.example.com", "patchbay.example.com", false],
  [tls, "https://patchbay.example.com:8443", "patchbay.example.com:8443", false],
  [tls, "https://console.lan", "console.lan", false],
  [tls, "https://evil.example", "evil.example", false],
  [tls, "null", "patchbay.example.com", false],
  [tls, null, "patchbay.example.com", false],
  // Opened on the machine itself while vendors call it by PUBLIC_URL.
  [tls, plain, "localhost:3000", true],
  [tls, plain, "patchbay.example.com", false],
  [tls, "http://localhost:9000", "localhost:3000", false],
  [undefined, plain, "localhost:3000", true],
  [undefined, "http://console.lan:3000", "console.lan:3000", true],
  [undefined, "https://console.lan", "console.lan", true],
  [undefined, "http://console.lan:3001", "console.lan:3000", false],
  [undefined, "https://evil.example", "localhost:3000", false],
])("PUBLIC_URL %s: a page at %s that asks %s is our own: %s", (PUBLIC_URL, origin, host, own) => {
  expect(isOwnOrigin({ origin, host }, { PUBLIC_URL, publicUrl: PUBLIC_URL ?? plain })).toBe(own);
});
