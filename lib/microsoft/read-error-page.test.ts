import { expect, test } from "vitest";
import { readErrorPage } from "./read-error-page.ts";

const names = { tenantId: "tenant-1", clientId: "client-1", mailbox: "support@acme.example" };
const read = (text: string) => readErrorPage(text, names);

const PAGE = `Sign in
Sorry, but we're having trouble signing you in.
AADSTS50011: The redirect URI 'http://127.0.0.1/callback' specified in the request does not match the redirect URIs configured for the application 'client-1'.
Troubleshooting details
Request Id: 7f1c  Correlation Id: 9a2b
Timestamp: 2026-11-21T22:00:00Z`;

test.each([
  ["the whole page", PAGE],
  ["the number as Microsoft writes it", "AADSTS50011"],
  ["in small letters, with a blank", "aadsts 50011"],
  ["the digits alone", " 50011 "],
  ["an error code", "Error code: 50011"],
  [
    "the address of the page",
    "https://x.example/?error=invalid_request&error_description=AADSTS50011%3a+The+redirect+URI",
  ],
])("a page that does not lead back is explained from %s", (_, text) => {
  expect(read(text)).toMatchObject({
    code: "AADSTS50011",
    title: "The return address is not registered",
    fix: expect.stringContaining("redirect URI"),
  });
});

test("“Need admin approval” has no number, and is known all the same", () => {
  const words = "Need admin approval\nPatchbay mail needs permission that only an admin can grant.";
  expect(read(words)).toMatchObject({ code: "AADSTS90094", button: "admin_consent" });
});

test("the ids of this configuration stand in the explanation", () => {
  expect(read("AADSTS700016").detail).toContain("no app registration client-1 in the tenant tenant-1");
});

test("an unknown number is said to be unknown, with where Microsoft explains it and nothing guessed", () => {
  const told = read("AADSTS987654: Something of tomorrow. Trace ID: 4711 Correlation ID: 2");
  expect(told).toMatchObject({ code: "AADSTS987654", title: "Patchbay does not know AADSTS987654" });
  expect(told.detail).toBe(
    "So nothing is said of its cause here. Microsoft says: “AADSTS987654: Something of tomorrow.”",
  );
  expect(told.fix).toContain("https://login.microsoftonline.com/error?code=987654");
  expect(told).not.toHaveProperty("button");
});

test("a text without a number says where the number stands; a year or a port is none", () => {
  for (const text of ["Sorry, but we're having trouble signing you in.", "", "%", "at 2026 on port 8443"]) {
    expect(read(text), text).toMatchObject({ title: "There is no error number in this text" });
  }
});
