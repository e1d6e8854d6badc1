import "server-only";
import * as z from "zod";
import {
  type Category,
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  updateCategory,
} from "#lib/engage/categories.ts";
import type { EngageClient } from "#lib/engage/client.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { Applied, Change, DesiredObject, ObservedObject } from "#lib/setup/step.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { AGENT_CATEGORY, BOT_CATEGORY, type CategoriesInput } from "./schema.ts";

type Wanted = { lineId: string; name: string; pastedId: string };

/** The name is in the line, so that another parent is another line and the old ones are cleaned up. */
const parentLine = ({ parentName }: CategoriesInput) => `categories/${encodeURIComponent(parentName)}`;

function childOf(input: CategoriesInput, name: string, pastedId: string): Wanted {
  return { lineId: pastedId ? `categories/id/${pastedId}` : `${parentLine(input)}/${name}`, name, pastedId };
}

export const botCategory = (input: CategoriesInput) => childOf(input, BOT_CATEGORY, input.botCategory);
export const agentCategory = (input: CategoriesInput) => childOf(input, AGENT_CATEGORY, input.agentCategory);
const childrenOf = (input: CategoriesInput) => [botCategory(input), agentCategory(input)];

/** Ids of the two categories, as far as they are known. */
export function categoryIds(context: Pick<EngageContext, "categories" | "managed">): {
  bot: string | null;
  agent: string | null;
} {
  const { categories } = context;
  const idOf = (wanted: Wanted) => wanted.pastedId || remoteIdOf(context as EngageContext, wanted.lineId);
  return {
    bot: categories && idOf(botCategory(categories)),
    agent: categories && idOf(agentCategory(categories)),
  };
}

/**
 * The parent with its two children (E-20). What only counts for a category without a parent, such as mandatory and multiple,
 * is said of none: the parent has Engage's defaults and the children inherit them (facts/engage.md §1.4).
 */
export function desiredCategories({ categories: input, connection }: EngageContext): DesiredObject[] {
  if (!input) return [];
  const blocked = connection ? {} : { blocked: "No connection is chosen: finish step Connection." };
  const made = childrenOf(input).some(({ pastedId }) => pastedId === "");
  const common = { system: SYSTEM, kind: "category", foreign: "adopt", ...blocked } as const;
  const parent: DesiredObject = {
    ...common,
    lineId: parentLine(input),
    name: input.parentName,
    naturalKey: `/${input.parentName}`,
    fields: { name: input.parentName },
  };
  const children = childrenOf(input).map(
    ({ lineId, name, pastedId }): DesiredObject =>
      pastedId
        ? { ...common, lineId, name, naturalKey: pastedId, fields: { id: pastedId } }
        : {
            ...common,
            lineId,
            name: `${input.parentName} > ${name}`,
            naturalKey: `/${input.parentName}/${name}`,
            fields: { name, parent: input.parentName },
            onlyAtCreation: ["parent"],
            dependsOn: [parent.lineId],
          },
  );
  return made ? [parent, ...children] : children;
}

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** By id once it is known, so that a renamed one is still the same; else by name and parent, over all pages. */
export async function observeCategories(context: EngageContext): Promise<ObservedObject[]> {
  const { categories: input, connection } = context;
  if (!input || !connection) return [];
  const all = await context.account.categories();
  const find = (lineId: string, name: string, parentId: string | null) => {
    const own = all.filter(({ id }) => id === remoteIdOf(context, lineId));
    if (own.length > 0) return own;
    return all.filter((one) => one.parentId === parentId && sameName(one.name, name));
  };
  const seen = (lineId: string, found: readonly Category[], where: string): ObservedObject[] => {
    const [first, ...more] = found;
    if (!first) return [];
    const fields = { name: first.name, parent: all.find(({ id }) => id === first.parentId)?.name ?? null };
    const line = { lineId, remoteId: first.id, ours: false };
    if (more.length === 0) return [{ ...line, fields }];
    const refusal = `Engage has ${found.length} categories ${first.name} ${where}. Paste the addresses of Bot and Agent at step Categories, or rename one in Engage.`;
    return [{ ...line, fields: {}, refusal }];
  };
  const parents = find(parentLine(input), input.parentName, null);
  const children = childrenOf(input).flatMap(({ lineId, name, pastedId }): ObservedObject[] => {
    if (pastedId) {
      const found = all.find(({ id }) => id === pastedId);
      const refusal = `Engage has no category ${pastedId} any more. Paste another one at step Categories.`;
      const line = { lineId, remoteId: pastedId, ours: false };
      return [found ? { ...line, fields: { id: found.id } } : { ...line, fields: {}, refusal }];
    }
    const [parent] = parents;
    return parent ? seen(lineId, find(lineId, name, parent.id), `under ${parent.name}`) : [];
  });
  return [...seen(parentLine(input), parents, "at the top"), ...children];
}

export async function applyCategory(change: Change, context: EngageContext): Promise<Applied> {
  const engage = await context.engage();
  if (change.action === "delete") return removeCategory(engage, change.managed.remoteId);
  const { categories: input } = context;
  if (!input) throw new Error("A category line without categories");
  const { lineId } = change.desired;
  const wanted = childrenOf(input).find((child) => child.lineId === lineId);
  const name = wanted?.name ?? input.parentName;
  if (change.action === "change") {
    await updateCategory(engage, change.current.remoteId, { name });
    return { remoteId: change.current.remoteId };
  }
  const parentId = wanted ? (remoteIdOf(context, parentLine(input)) ?? "") : undefined;
  const made = await createCategory(engage, parentId === undefined ? { name } : { name, parentId });
  return { remoteId: made.id };
}

const counted = z.object({ count: z.coerce.number() });

/** A category that conversations have, or that others hang below, stays: reports would lose them. */
async function removeCategory(engage: EngageClient, remoteId: string): Promise<Applied> {
  const category = await getCategory(engage, remoteId);
  if (!category) return { remoteId };
  const children = await listCategories(engage, { parentId: remoteId });
  if (children.length > 0) return { remoteId, note: `Kept: it holds ${children.length} other categories.` };
  const parameters = { q: `categorized_in:${remoteId}`, offset: 0, limit: 1 };
  const { count } = await engage.read("content-threads.find", { parameters }, counted);
  if (count > 0) {
    const conversations = count === 1 ? "1 conversation has" : `${count} conversations have`;
    return { remoteId, note: `Kept: ${conversations} it. Delete it in Engage when they are not needed.` };
  }
  await deleteCategory(engage, remoteId);
  return { remoteId };
}
