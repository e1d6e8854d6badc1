import "server-only";
import { getCategory } from "#lib/engage/categories.ts";
import { readObjectId } from "#lib/engage/object-address.ts";
import { AppError } from "#lib/errors.ts";
import type { Step } from "#lib/setup/step.ts";
import {
  agentCategory,
  applyCategory,
  botCategory,
  desiredCategories,
  observeCategories,
} from "./category-lines.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { type CategoriesInput, categoriesInput } from "./schema.ts";
import { recordTarget } from "./write-target.ts";

const PATH = ["Engage", "Admin", "Categories"];

/** The bare id of what was pasted; the schema has refused what is none. */
const idOf = (typed: string): string => {
  const read = readObjectId("categories", typed);
  return read.ok ? read.id : "";
};

export const categoriesStep: Step<EngageContext> = {
  id: "categories",
  title: "Categories",
  why: "The category of a conversation says who has it: Bot, or Agent after a handover. Patchbay finds both or makes them, below a parent of their own.",
  who: "Patchbay; you may choose",
  minutes: 1,
  docs: {
    path: PATH,
    link: "https://developers.ringcentral.com/engage/digital/guide/chatbots/transfers",
    doesNotProve: "That agents have the category Agent among theirs: step Agents looks.",
  },
  notes: [
    {
      tone: "info",
      text: "Names need not be unique in Engage. Patchbay looks for name and parent on all pages and makes only what is missing.",
      source: "E-20",
    },
  ],
  mode: () => "automatic",
  input: categoriesInput,
  value: ({ categories }) => categories ?? categoriesInput.parse({}),
  verify: async (_ctx, context, input) => {
    const engage = await context.engage();
    const fields: Record<string, string> = {};
    for (const field of ["botCategory", "agentCategory"] as const) {
      const typed = (input as CategoriesInput)[field];
      if (typed === "") continue;
      const read = readObjectId("categories", typed, context.connection?.uiBaseUrl);
      if (!read.ok) fields[field] = read.problem;
      else if (!(await getCategory(engage, read.id)))
        fields[field] = `There is no category ${read.id} in this account.`;
    }
    const { botCategory: bot, agentCategory: agent } = input as CategoriesInput;
    if (bot !== "" && idOf(bot) === idOf(agent))
      fields.agentCategory ??= "Bot and Agent have to be two categories.";
    if (Object.keys(fields).length > 0) throw new AppError("bad_input", { fields });
  },
  save: async (_tx, _ctx, _context, input) => {
    const { parentName, botCategory: bot, agentCategory: agent } = input as CategoriesInput;
    return { parentName, botCategory: idOf(bot), agentCategory: idOf(agent) };
  },
  todo: ({ categories }) => (categories ? null : "Confirm the categories."),
  desired: desiredCategories,
  observe: observeCategories,
  apply: applyCategory,
  recorded: recordTarget,
  checks: [
    {
      id: "categories.exist",
      title: "The categories Bot and Agent exist",
      doesNotProve: "That no rule in Engage changes the category of conversations.",
      run: async (context) => {
        const { categories } = context;
        if (!categories) return { state: "not_applicable", message: "Nothing is chosen yet." };
        const observed = await observeCategories(context);
        const refused = observed.find(({ refusal }) => refusal);
        const fix = { sentence: "Choose at step Categories, then plan and apply.", path: PATH };
        if (refused?.refusal) return { state: "failed", message: refused.refusal, fix };
        const wanted = [botCategory(categories), agentCategory(categories)];
        const missing = wanted.filter(({ lineId }) => !observed.some((one) => one.lineId === lineId));
        const evidence = Object.fromEntries(observed.map(({ lineId, remoteId }) => [lineId, remoteId]));
        if (missing.length === 0)
          return { state: "passed", message: `Both are there in ${SYSTEM}.`, evidence };
        const applied = context.managed.some(({ kind }) => kind === "category");
        const names = missing.map(({ name }) => name).join(" and ");
        return applied
          ? { state: "failed", message: `Gone from Engage: ${names}.`, evidence, fix }
          : { state: "not_applicable", message: `Made when you apply the plan: ${names}.` };
      },
    },
  ],
};
