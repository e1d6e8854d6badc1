import "server-only";
import { db } from "#lib/db/client.ts";
import { type NameInput, nameInput } from "#lib/handover/schema.ts";
import { requireNameFree, writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import type { HandoverBase } from "./context.ts";

/** The first step of every handover; what its name means in the contact centre is said by the kind. */
export const nameStep: Step<HandoverBase> = {
  id: "name",
  title: "Name",
  why: "What colleagues know the handover by, here and in every list.",
  who: "Whoever plans the handover",
  minutes: 1,
  docs: { path: [], link: null, doesNotProve: "Anything about the contact centre: the next steps do." },
  mode: () => "automatic",
  input: nameInput,
  value: ({ provider }): NameInput => ({ name: provider.name, platformIntegrated: false }),
  verify: async (_ctx, { provider }, input) => requireNameFree(db(), (input as NameInput).name, provider.id),
  save: async (tx, ctx, { provider }, input) => {
    await writeProvider(tx, ctx, provider.id, { name: (input as NameInput).name });
    return null;
  },
  todo: ({ records }) => (records.name?.visitedAt ? null : "Give the handover a name."),
  checks: [],
};
