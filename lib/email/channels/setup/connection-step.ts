import "server-only";
import { getBusinessUnit } from "#lib/cxone/business-unit.ts";
import type { Step } from "#lib/setup/step.ts";
import { type TicketingInput, ticketingInput } from "../schema.ts";
import { type ChannelContext, HELP, isDone, openRequest } from "./context.ts";

/** What the representative is asked for when a tenant has Proactive Chat and Email already (M-03). */
export const TICKETING_FORM = "ticketing_form";

const answerOf = ({ records }: ChannelContext) => ticketingInput.safeParse(records.connection?.input).data;

export const connectionStep: Step<ChannelContext> = {
  id: "connection",
  title: "Tenant",
  why: "The channel belongs to the tenant of this connection. One that has Proactive Chat and Email already gets its email channel through a form of NICE.",
  who: "Whoever knows what the tenant has bought",
  minutes: 1,
  docs: {
    path: [],
    link: HELP,
    doesNotProve: "That digital email is licensed for the tenant: CXone's pages show it.",
  },
  notes: [
    {
      tone: "info",
      text: "Digital email and the email of the ACD cannot be combined on one address.",
      source: "facts/cxone.md §6",
    },
  ],
  needs: [],
  mode: () => "automatic",
  input: ticketingInput,
  value: (context): TicketingInput => answerOf(context) ?? { hasProactive: "no" },
  todo: (context) => {
    const answer = answerOf(context);
    if (!answer) return "Say whether the tenant has Proactive Chat and Email.";
    if (answer.hasProactive === "no" || isDone(context, TICKETING_FORM)) return null;
    return "Ask the account representative for the email ticketing form.";
  },
  waitsFor: (context) => {
    if (answerOf(context)?.hasProactive !== "yes") return null;
    const request = openRequest(context, TICKETING_FORM);
    if (!request?.sentAt) return null;
    return {
      for: "the account representative",
      since: request.since,
      note: "The email ticketing form is asked for.",
    };
  },
  checks: [
    {
      id: "connection.business-unit",
      title: "Token, tenant and business unit",
      doesNotProve: "That the tenant may have email channels.",
      run: async (context) => {
        const unit = await getBusinessUnit(await context.cxone());
        const { businessUnitId, businessUnitName, defaultTimeZone } = unit;
        return {
          state: "passed",
          message: `Business unit ${businessUnitName} (${businessUnitId}) answers.`,
          evidence: { businessUnitId, businessUnitName, defaultTimeZone },
        };
      },
    },
  ],
};
