// The version that a page was opened with goes into a WHERE: what no column of a number holds has to be refused before.
import { expect, test } from "vitest";
import { removeChannelInput, updateChannelInput } from "./channels/schema.ts";
import { recordsInput, sesSeenInput, startInput } from "./domains/schema.ts";
import { extensionsInput, extensionsSeenInput } from "./extensions/schema.ts";
import { requestInput } from "./requests/schema.ts";
import { signatureChange } from "./signatures/schema.ts";
import { channelSlaInput, globalSlaInput } from "./sla/schema.ts";
import { changedSmtpSchema } from "./smtp/schema.ts";
import { templateChange } from "./templates/schema.ts";

test.each([
  ["a renamed channel", updateChannelInput],
  ["a removed channel", removeChannelInput],
  ["records of a domain", recordsInput],
  ["the start of a domain", startInput],
  ["a domain as it was seen", sesSeenInput],
  ["extensions", extensionsInput],
  ["extensions as they were seen", extensionsSeenInput],
  ["a request", requestInput],
  ["a signature", signatureChange],
  ["the global service level", globalSlaInput],
  ["the service level of a channel", channelSlaInput],
  ["a mail server", changedSmtpSchema],
  ["a template", templateChange],
] as const)("%s is of no version beyond what is counted", (_what, schema) => {
  const refused = (version: unknown) =>
    (schema.safeParse({ version }).error?.issues ?? []).some(({ path }) => path.join() === "version");
  expect(refused(7)).toBe(false);
  for (const version of [2 ** 31, Number.MAX_SAFE_INTEGER, -1, 1.5, Number.NaN])
    expect(refused(version)).toBe(true);
});
