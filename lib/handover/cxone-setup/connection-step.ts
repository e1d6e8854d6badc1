import "server-only";
import type * as z from "zod";
import { getBusinessUnit } from "#lib/cxone/business-unit.ts";
import { AppError } from "#lib/errors.ts";
import { connectionChoice } from "#lib/handover/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import type { HandoverContext } from "./context.ts";
import { requireChannelNameFree } from "./name-step.ts";

type Choice = z.output<typeof connectionChoice>;

export const connectionStep: Step<HandoverContext> = {
  id: "connection",
  title: "Connection",
  why: "Patchbay acts in CXone through an access key of one of its users. Tenant and business unit are looked up with it, not typed.",
  who: "A CXone administrator with the registered client",
  minutes: 5,
  docs: {
    path: ["CXone", "Admin", "Employees", "the API user", "Security", "Add Access Key"],
    link: "https://docs.cognigy.com/ai/escalate/handover-reference/nice-cxone/nice-cxone-non-integrated",
    doesNotProve: "That the role of the API user allows each later call; every step says so for itself.",
  },
  notes: [
    {
      tone: "info",
      text: "Client ID and secret come from NICE two to three business days after the registration form. Mark the step as waiting meanwhile.",
      source: "H-03",
    },
    {
      tone: "info",
      text: "The access key secret is shown once in CXone: copy it together with the ID.",
      source: "H-16",
    },
  ],
  mode: () => "automatic",
  input: connectionChoice,
  value: ({ connection }) => ({ connectionId: connection?.id ?? "" }),
  verify: async (_ctx, context, input) => {
    const { connectionId } = input as Choice;
    if (context.connection?.id !== connectionId && context.managed.length > 0) {
      throw new AppError("in_use", {
        detail: `This handover has ${context.managed.length} objects in the tenant of ${context.connection?.name ?? "its connection"}.`,
        fix: "Tear the handover down first, or make a new one for the other tenant.",
      });
    }
    const cxone = await context.cxoneOf(connectionId);
    await getBusinessUnit(cxone);
    await requireChannelNameFree(cxone, context.provider.id, context.provider.name);
  },
  save: async (tx, ctx, context, input) => {
    await writeProvider(tx, ctx, context.provider.id, { connectionId: (input as Choice).connectionId });
    return null;
  },
  todo: ({ connection }) => (connection ? null : "Choose or make a connection to CXone."),
  checks: [
    {
      id: "connection.business-unit",
      title: "Token, tenant and business unit",
      doesNotProve: "That the API user may create channels and scripts.",
      run: async (context) => {
        if (!context.connection) return { state: "not_applicable", message: "No connection is chosen yet." };
        const unit = await getBusinessUnit(await context.cxone());
        return {
          state: "passed",
          message: `Business unit ${unit.businessUnitName} (${unit.businessUnitId}) answers.`,
          evidence: {
            businessUnitId: unit.businessUnitId,
            businessUnitName: unit.businessUnitName,
            tenantId: context.connection.tenant?.tenantId ?? null,
          },
        };
      },
    },
  ],
};
