import { afterEach, expect, test, vi } from "vitest";
import { sessionCookieName, sessionCookies } from "./session-cookie.ts";

afterEach(() => vi.unstubAllEnvs());

test("cookies are bound to this host and to TLS wherever the console is reached by https", () => {
  vi.stubEnv("PUBLIC_URL", "https://patchbay.example.com");
  expect(sessionCookieName()).toBe("__Host-patchbay.session");
  const { sessionToken, csrfToken } = sessionCookies();
  // A browser takes the prefix only with Secure, with Path=/ and without Domain.
  for (const cookie of [sessionToken, csrfToken]) {
    expect(cookie.name).toMatch(/^__Host-/);
    expect(cookie.options).toMatchObject({ secure: true, httpOnly: true, sameSite: "lax", path: "/" });
    expect(cookie.options).not.toHaveProperty("domain");
  }
});
