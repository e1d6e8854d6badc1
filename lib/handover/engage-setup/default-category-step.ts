import "server-only";
import { getContentSource, setDefaultCategories } from "#lib/engage/content-sources.ts";
import { AppError } from "#lib/errors.ts";
import type { Applied, Change, DesiredObject, ObservedObject, Step } from "#lib/setup/step.ts";
import { botCategory, categoryIds } from "./category-lines.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { BOT_CATEGORY } from "./schema.ts";
import { recordTarget } from "./write-target.ts";

const NONE = "none";
const lineOf = (sourceId: string) => `default-category/${sourceId}`;

function desired({ source, categories, connection }: EngageContext): DesiredObject[] {
  if (!source || !categories) return [];
  const sentence = `${BOT_CATEGORY} as default category of the source ${source.sourceName}`;
  return [
    {
      lineId: lineOf(source.sourceId),
      system: SYSTEM,
      kind: "default category",
      name: `${BOT_CATEGORY} on ${source.sourceName}`,
      naturalKey: source.sourceId,
      fields: { defaultCategory: BOT_CATEGORY },
      dependsOn: ["source", botCategory(categories).lineId],
      foreign: "adopt",
      titles: {
        create: `Set ${sentence}`,
        adopt: `Set ${sentence}`,
        change: `Set ${sentence}`,
        keep: `Keep ${sentence}`,
      },
      ...(connection ? {} : { blocked: "No connection is chosen: finish step Connection." }),
    },
  ];
}

/** The names of what new conversations get now; what is not ours to know by name, by its id. */
async function observe(context: EngageContext): Promise<ObservedObject[]> {
  const { source: chosen, connection } = context;
  if (!chosen || !connection) return [];
  const source = (await context.account.sources()).find(({ id }) => id === chosen.sourceId);
  if (!source) return [];
  const { bot } = categoryIds(context);
  const all = await context.account.categories();
  const names = source.defaultCategoryIds.map((id) => {
    const name = all.find((one) => one.id === id)?.name ?? id;
    return id !== bot && name === BOT_CATEGORY ? `another ${name}` : name;
  });
  const lineId = lineOf(source.id);
  const own = context.managed.find((record) => record.lineId === lineId);
  return [
    {
      lineId,
      remoteId: own?.remoteId ?? source.id,
      fields: { defaultCategory: names.join(", ") || NONE },
      // Ours to set and to take back: what was there before is kept in the reference.
      ours: true,
    },
  ];
}

/** Sets the category (E-32). The reference is the source and, behind a colon, what it had before. */
async function apply(change: Change, context: EngageContext): Promise<Applied> {
  const engage = await context.engage();
  if (change.action === "delete") return takeBack(context, change.managed.remoteId);
  const sourceId = change.desired.naturalKey;
  const { bot } = categoryIds(context);
  if (!bot) throw new Error("The default category stands behind the category Bot");
  const source = await getContentSource(engage, sourceId);
  if (!source) {
    throw new AppError("not_found", {
      title: "The source is out of reach",
      detail: "Engage does not show it to the agent of the API token.",
      fix: "Give that agent read and reply on the source, then retry the run.",
    });
  }
  await setDefaultCategories(engage, sourceId, [bot]);
  const before = source.defaultCategoryIds.filter((id) => id !== bot);
  const known = change.action === "change" && change.current.remoteId.includes(":");
  return { remoteId: known ? change.current.remoteId : [sourceId, ...before].join(":") };
}

/** What was there before is there again; nothing happens when somebody has chosen another one since. */
async function takeBack(context: EngageContext, remoteId: string): Promise<Applied> {
  const engage = await context.engage();
  const [sourceId = "", ...before] = remoteId.split(":");
  const { bot } = categoryIds(context);
  const source = await getContentSource(engage, sourceId);
  if (source && bot && source.defaultCategoryIds.includes(bot)) {
    const others = source.defaultCategoryIds.filter((id) => id !== bot);
    const known = new Set((await context.account.categories()).map(({ id }) => id));
    await setDefaultCategories(
      engage,
      sourceId,
      others.length > 0 ? others : before.filter((id) => known.has(id)),
    );
  }
  return { remoteId };
}

export const defaultCategoryStep: Step<EngageContext> = {
  id: "default-category",
  title: "Default category",
  why: "A new conversation belongs to the bot until a person is asked for. Patchbay sets the category Bot at the source when you apply the plan.",
  who: "Patchbay",
  minutes: 0,
  docs: {
    path: ["Engage", "Admin", "Sources", "the source", "Message settings", "Default category"],
    link: null,
    doesNotProve: "That no rule in Engage gives conversations another category.",
  },
  mode: () => "automatic",
  input: null,
  todo: () => null,
  desired,
  observe,
  apply,
  recorded: recordTarget,
  removal: ({ name }) => `Take ${name.replace(" on ", " away as default category of ")}`,
  checks: [
    {
      id: "default-category.set",
      title: "New conversations get the category Bot",
      doesNotProve: "That no rule in Engage gives them another one.",
      run: async (context) => {
        const { bot } = categoryIds(context);
        const [seen] = await observe(context);
        if (!seen || !bot) return { state: "not_applicable", message: "It is set when you apply the plan." };
        const found = seen.fields.defaultCategory;
        const evidence = { defaultCategory: found ?? null };
        if (found === BOT_CATEGORY) return { state: "passed", message: "It is set at the source.", evidence };
        const applied = context.managed.some(({ kind }) => kind === "default category");
        return applied
          ? {
              state: "failed",
              message: `The default category of the source is: ${String(found)}.`,
              evidence,
              fix: { sentence: "Plan and apply to set it again." },
            }
          : { state: "not_applicable", message: `It is set when you apply the plan. Now: ${String(found)}.` };
      },
    },
  ],
};
