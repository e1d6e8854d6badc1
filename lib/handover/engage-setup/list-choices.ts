import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { listCommunities } from "#lib/engage/communities.ts";
import { type ContentSource, isSdkSource } from "#lib/engage/content-sources.ts";
import type { User } from "#lib/engage/users.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { explainFailure } from "#lib/setup/explain-failure.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import { categoryIds } from "./category-lines.ts";
import { type EngageContext, nameOfUser } from "./context.ts";
import { engageHandover } from "./engage-handover.ts";
import { AGENT_CATEGORY, BOT_CATEGORY, type Choice, type ChoiceList, type ChoiceOf } from "./schema.ts";

const byLabel = (a: Choice, b: Choice) =>
  Number(a.disabled !== null) - Number(b.disabled !== null) || a.label.localeCompare(b.label);

/** What an Engage account offers at a step, read now. What cannot be chosen stands last and says why. */
export async function listChoices(ctx: Ctx, id: string, what: ChoiceOf): Promise<ChoiceList> {
  requireRole(ctx, "admin", "operator");
  const context = await loadSetup(engageHandover, ctx, subjectOf(id));
  try {
    const items = await LISTS[what](context);
    const me = what === "sources" ? await context.account.me() : null;
    return {
      items: items.sort(byLabel),
      total: items.length,
      owner: me && { id: me.id, name: nameOfUser(me) },
    };
  } catch (error) {
    throw explainFailure(engageHandover, error);
  }
}

const LISTS: Record<ChoiceOf, (context: EngageContext) => Promise<Choice[]>> = {
  communities: async (context) =>
    (await listCommunities(await context.engage())).map(({ id, name, type, active }) => ({
      id,
      label: name,
      hint: type || null,
      disabled: active ? null : "Switched off in Engage",
    })),
  sources: async (context) =>
    (await context.account.sources()).map((source) => ({
      id: source.id,
      label: source.name,
      hint: source.id,
      disabled: whyNot(context, source),
    })),
  agents: async (context) => {
    const ids = categoryIds(context);
    return (await context.account.users()).map((user) => ({
      id: user.id,
      label: nameOfUser(user),
      hint: hintOf(user, ids),
      disabled: user.enabled ? null : "Disabled in Engage",
    }));
  },
};

function whyNot({ community }: EngageContext, source: ContentSource): string | null {
  if (!isSdkSource(source)) return `Of the type ${source.type}, not Source SDK`;
  if (!source.active) return "Switched off in Engage";
  const elsewhere = community && source.communityId !== null && source.communityId !== community.communityId;
  return elsewhere ? `In another community than ${community.communityName}` : null;
}

/** What would keep conversations from the agent, or bring the bot's to them (E-40). */
function hintOf({ email, categoryIds: own }: User, { bot, agent }: ReturnType<typeof categoryIds>): string {
  if (bot && own.includes(bot)) return `${email} · has the category ${BOT_CATEGORY}: it should not`;
  return agent && !own.includes(agent) ? `${email} · lacks the category ${AGENT_CATEGORY}` : email;
}
