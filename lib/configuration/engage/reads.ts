import "server-only";
import * as z from "zod";
import {
  agentsInput,
  categoriesInput,
  communityInput,
  folderInput,
  keptSource,
} from "#lib/handover/engage-setup/schema.ts";
import { byCodeUnit } from "../reference/mapping.ts";
import type { EngagePart } from "./schema.ts";

/** The rest of the step stands in the row of the handover. */
const keptSettings = z.object({ appleBusinessChat: z.boolean() });

/** What is typed at the steps of an Engage handover, with names instead of ids; undefined while nothing is. */
export function viewEngage(
  typed: (stepId: string) => unknown,
  realtimeToken: { env: string },
): EngagePart | undefined {
  const community = communityInput.safeParse(typed("community")).data;
  const categories = categoriesInput.safeParse(typed("categories")).data;
  const source = keptSource.safeParse(typed("source")).data;
  const agents = agentsInput.safeParse(typed("agents")).data?.agents;
  const folder = folderInput.safeParse(typed("folder")).data;
  const settings = keptSettings.safeParse(typed("settings")).data;
  const part: EngagePart = {
    ...(community ? { community: community.communityName } : {}),
    ...(categories ? { categories: viewCategories(categories) } : {}),
    ...(source ? { source: { name: source.sourceName, realtimeToken } } : {}),
    ...(agents ? { agents: agents.map(({ name }) => name).sort(byCodeUnit) } : {}),
    ...(folder ? { folder: folder.wanted } : {}),
    ...settings,
  };
  return Object.keys(part).length > 0 ? part : undefined;
}

type Categories = NonNullable<EngagePart["categories"]>;
type Kept = { parentName: string; botCategory: string; agentCategory: string };

const viewCategories = ({ parentName, botCategory, agentCategory }: Kept): Categories => ({
  parent: parentName,
  ...(botCategory ? { bot: botCategory } : {}),
  ...(agentCategory ? { agent: agentCategory } : {}),
});
