import "server-only";
import {
  agentFolderQuery,
  createFolder,
  deleteFolder,
  type Folder,
  updateFolder,
} from "#lib/engage/folders.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { Applied, Change, DesiredObject, ObservedObject, Step } from "#lib/setup/step.ts";
import { KNOWN_AFTER_APPLY } from "#lib/setup/step.ts";
import { agentCategory, categoryIds } from "./category-lines.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { folderInput } from "./schema.ts";

const LINE = "folder";

/** What agents have before them: handed-over conversations of this source (E-62). */
function queryOf(context: EngageContext): string | null {
  const { agent } = categoryIds(context);
  return agent && context.source ? agentFolderQuery(agent, context.source.sourceId) : null;
}

function desired(context: EngageContext): DesiredObject[] {
  const { folderWanted, categories, source, provider, connection } = context;
  if (!folderWanted || !categories || !source) return [];
  return [
    {
      lineId: LINE,
      system: SYSTEM,
      kind: "folder",
      name: provider.name,
      naturalKey: queryOf(context) ?? "",
      fields: { label: provider.name, query: queryOf(context) ?? KNOWN_AFTER_APPLY },
      dependsOn: ["source", agentCategory(categories).lineId],
      foreign: "adopt",
      ...(connection ? {} : { blocked: "No connection is chosen: finish step Connection." }),
    },
  ];
}

/** Ours by its id, else a shared one that shows just the same. */
async function find(context: EngageContext): Promise<Folder | null> {
  const all = await context.account.folders();
  const ownId = remoteIdOf(context, LINE);
  const query = queryOf(context);
  const same = (folder: Folder) => query !== null && folder.query.trim() === query;
  return all.find(({ id }) => id === ownId) ?? all.find(same) ?? null;
}

async function observe(context: EngageContext): Promise<ObservedObject[]> {
  if (!context.connection || !context.folderWanted) return [];
  const found = await find(context);
  if (!found) return [];
  return [
    { lineId: LINE, remoteId: found.id, fields: { label: found.label, query: found.query }, ours: false },
  ];
}

async function apply(change: Change, context: EngageContext): Promise<Applied> {
  const engage = await context.engage();
  if (change.action === "delete") {
    await deleteFolder(engage, change.managed.remoteId);
    return { remoteId: change.managed.remoteId };
  }
  const query = queryOf(context);
  if (query === null) throw new Error("The folder stands behind the category Agent");
  const wanted = { label: context.provider.name, query, showsCount: true };
  if (change.action === "change") {
    await updateFolder(engage, change.current.remoteId, wanted);
    return { remoteId: change.current.remoteId };
  }
  return { remoteId: (await createFolder(engage, wanted)).id };
}

export const folderStep: Step<EngageContext> = {
  id: "folder",
  title: "Folder",
  why: "A folder shows agents what was handed over to them and nothing else. Where Engage works with tasks instead of folders you can do without.",
  who: "Patchbay; you choose",
  minutes: 1,
  docs: {
    path: ["Engage", "Desks", "Folders"],
    link: "https://developers.ringcentral.com/engage/digital/guide/basics/pagination",
    doesNotProve: "That agents see it: folders can be limited to roles, teams and people in Engage.",
  },
  notes: [
    {
      tone: "info",
      text: "Optional. The folder filters by the category Agent and by your source.",
      source: "E-62",
    },
  ],
  mode: () => "automatic",
  input: folderInput,
  value: ({ folderWanted }) => ({ wanted: folderWanted }),
  todo: ({ records }) => (records.folder?.visitedAt ? null : "Say whether a folder is wanted."),
  desired,
  observe,
  apply,
  checks: [
    {
      id: "folder.exists",
      title: "The folder shows what was handed over",
      doesNotProve: "That agents see it: folders can be limited to roles, teams and people.",
      run: async (context) => {
        if (!context.folderWanted) return { state: "not_applicable", message: "No folder is wanted." };
        if (!context.managed.some(({ lineId }) => lineId === LINE)) {
          return { state: "not_applicable", message: "It is made when you apply the plan." };
        }
        const found = await find(context);
        const fix = { sentence: "Plan and apply." };
        if (!found) return { state: "failed", message: "The folder is not in Engage any more.", fix };
        const evidence = { folderId: found.id, query: found.query };
        return found.query === queryOf(context)
          ? { state: "passed", message: `${found.label} shows ${found.query}.`, evidence }
          : { state: "failed", message: `It shows something else: ${found.query}.`, evidence, fix };
      },
    },
  ],
};
