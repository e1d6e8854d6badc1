import { EmailRefusal } from "../../email/change-channel.ts";
import type { SandboxContext } from "../../sandbox.ts";

/** Where the pages of digital email stand in the menu. */
export const acd = "Omnichannel Routing > ACD";
export const pocPath = `${acd} > Digital > Points of Contact Digital`;
export const emailPath = `${pocPath} > CXone Email`;
export const emailPage = "/cxone/console/email";

/** Does what a form asks and goes on to a page, or shows the form again with what the console does not take. */
export async function submit(
  c: SandboxContext,
  act: () => string | Promise<string>,
  again: (error: string) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return c.redirect(await act(), 303);
  } catch (error) {
    if (error instanceof EmailRefusal) return again(error.message);
    throw error;
  }
}

/** What a form sent, by name; a box that is not ticked is false where the form says it has one. */
export function formFields(sent: URLSearchParams, boxes: readonly string[] = []): Record<string, unknown> {
  return {
    ...Object.fromEntries(sent),
    ...Object.fromEntries(boxes.map((name) => [name, sent.has(name)])),
  };
}
