import type { Frame } from "../console/page.ts";

export const entraFrame: Frame = {
  product: "Simulated Microsoft",
  links: [
    ["/microsoft/entra", "Entra admin center"],
    ["/microsoft/exchange", "Exchange admin center"],
    ["/mailbox", "Mailboxes"],
    ["/", "The sandbox"],
  ],
  note: "Sandbox for tests: not a product of Microsoft, no real customers.",
};
