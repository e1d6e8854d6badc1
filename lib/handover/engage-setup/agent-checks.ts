import "server-only";
import { getSourcesPermissions } from "#lib/engage/source-permissions.ts";
import type { User } from "#lib/engage/users.ts";
import type { Check, CheckOutcome } from "#lib/setup/step.ts";
import { categoryIds } from "./category-lines.ts";
import { type EngageContext, nameOfUser } from "./context.ts";
import { AGENT_CATEGORY, BOT_CATEGORY } from "./schema.ts";

const SKILLS_PATH = ["Engage", "Admin", "Agents", "the agent", "Skills"];
const NOBODY: CheckOutcome = { state: "not_applicable", message: "No agent is chosen yet." };

async function chosen(context: EngageContext): Promise<User[]> {
  const ids = new Set(context.agents.map(({ userId }) => userId));
  return (await context.account.users()).filter(({ id }) => ids.has(id));
}

const named = (users: readonly User[]): string => {
  const names = users.slice(0, 3).map(nameOfUser).join(", ");
  return users.length > 3 ? `${names} and ${users.length - 3} more` : names;
};

/** E-40: read and reply of each agent, as Engage has them. */
async function mayReply(context: EngageContext): Promise<CheckOutcome> {
  const { source, agents } = context;
  if (!source || agents.length === 0) return NOBODY;
  const users = await chosen(context);
  const engage = (await context.engage()).inBulk();
  const permissions = await Promise.all(
    users.map(async (user) => ({
      user,
      own: (await getSourcesPermissions(engage, user.id))?.[source.sourceId] ?? [],
    })),
  );
  const lacking = permissions.filter(({ own }) => !own.includes("read") || !own.includes("reply"));
  const gone = agents.length - users.filter(({ enabled }) => enabled).length;
  const evidence = Object.fromEntries(permissions.map(({ user, own }) => [nameOfUser(user), [...own]]));
  if (lacking.length === 0 && gone === 0) {
    const all = agents.length === 1 ? "The agent has" : `All ${agents.length} agents have`;
    return { state: "passed", message: `${all} read and reply on ${source.sourceName}.`, evidence };
  }
  const applied = context.managed.some(({ kind }) => kind === "source permission");
  if (!applied) return { state: "not_applicable", message: "They get them when you apply the plan." };
  if (lacking.length === 0) {
    const message = `${gone} of the chosen agents are disabled in Engage, or gone.`;
    return { state: "warning", message, evidence, fix: { sentence: "Leave them out at step Agents." } };
  }
  return {
    state: lacking.length === users.length ? "failed" : "warning",
    message: `${named(lacking.map(({ user }) => user))} cannot read and reply on ${source.sourceName}.`,
    evidence,
    fix: { sentence: "Plan and apply to give them both again." },
  };
}

/** An agent is offered what carries one of the agent's own categories (facts/engage.md §5). */
async function haveCategory(context: EngageContext): Promise<CheckOutcome> {
  if (context.agents.length === 0) return NOBODY;
  const { bot, agent } = categoryIds(context);
  if (!agent) return { state: "not_applicable", message: "The category is made when you apply the plan." };
  const users = await chosen(context);
  const without = users.filter(({ categoryIds: own }) => !own.includes(agent));
  const withBot = users.filter(({ categoryIds: own }) => bot !== null && own.includes(bot));
  if (withBot.length > 0) {
    return {
      state: "warning",
      message: `${named(withBot)} ${withBot.length === 1 ? "has" : "have"} the category ${BOT_CATEGORY}: conversations of the bot are offered to them.`,
      fix: { sentence: `Take ${BOT_CATEGORY} out of their categories.`, path: SKILLS_PATH },
    };
  }
  return without.length === 0
    ? { state: "passed", message: `All have the category ${AGENT_CATEGORY}.` }
    : {
        state: "warning",
        message: `${named(without)} ${without.length === 1 ? "lacks" : "lack"} the category ${AGENT_CATEGORY}: in task mode nothing is offered to them. In folder mode they find it in the folder.`,
        fix: { sentence: `Add ${AGENT_CATEGORY} to their categories.`, path: SKILLS_PATH },
      };
}

export const agentChecks: readonly Check<EngageContext>[] = [
  {
    id: "agents.may-reply",
    title: "The agents have read and reply on the source",
    doesNotProve: "That one of them is signed in and free.",
    run: mayReply,
  },
  {
    id: "agents.have-category",
    title: "The agents have the category Agent, and not Bot",
    doesNotProve: "That the topology of Engage routes by it.",
    run: haveCategory,
  },
];
