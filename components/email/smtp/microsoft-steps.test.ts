import { expect, test } from "vitest";
import {
  delegatedCommands,
  entraLink,
  permissionsFor,
  REQUIREMENTS,
  servicePrincipalCommands,
} from "./microsoft-steps.ts";

const names = { mailbox: "support@acme.example", clientId: "client-1", tenantId: "tenant-1" };
const whole = (commands: readonly { text: string; note: string }[]) =>
  commands.map(({ text, note }) => `${text}\n${note}`).join("\n");

test("before anything is done at Microsoft, the list says what one needs there (M-22)", () => {
  const list = REQUIREMENTS.join("\n");
  expect(list).toMatch(/Azure account with an active subscription/);
  expect(list).toMatch(/role Application Developer/);
  expect(list).toMatch(/workforce or external tenant/);
});

test("each way asks for the permission that works for it, and for admin consent (M-24)", () => {
  const valuesOf = (auth: "delegated" | "client_credentials") =>
    permissionsFor(auth).values.map(({ label, value }) => `${label}: ${value}`);
  expect(valuesOf("delegated")).toEqual([
    "API: Office 365 Exchange Online",
    "Delegated permission: SMTP.Send",
  ]);
  expect(valuesOf("client_credentials")).toEqual([
    "API: Office 365 Exchange Online",
    "Application permission: SMTP.SendAsApp",
  ]);
  for (const auth of ["delegated", "client_credentials"] as const)
    expect(permissionsFor(auth).press).toContain("Grant admin consent");
});

test("Entra is opened where people sign in: the sandbox's by its authority, the real one by any other", () => {
  expect(entraLink("http://127.0.0.1:5481/microsoft")).toBe("http://127.0.0.1:5481/microsoft/entra");
  expect(entraLink("http://127.0.0.1:5481/microsoft/")).toBe("http://127.0.0.1:5481/microsoft/entra");
  for (const authority of [
    "https://login.microsoftonline.com",
    "https://login.microsoftonline.com/",
    "",
    "htt",
  ])
    expect(entraLink(authority)).toMatch(/^https:\/\/entra\.microsoft\.com\//);
});

test("only an application that signs in by itself is made a service principal, by the other Object ID", () => {
  const app = whole(servicePrincipalCommands(names));
  expect(app).toContain("New-ServicePrincipal -AppId client-1");
  expect(app).toMatch(/Object ID stands in Entra under Enterprise applications/);
  expect(app).toContain("Add-MailboxPermission -Identity support@acme.example");
  expect(whole(delegatedCommands(names))).not.toContain("ServicePrincipal");
  expect(whole(delegatedCommands({ ...names, mailbox: " " }))).toContain("<mailbox>");
});
