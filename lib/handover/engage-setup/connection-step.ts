import "server-only";
import type * as z from "zod";
import { judgeRights } from "#lib/connections/engage/judge-account.ts";
import { listCommunities } from "#lib/engage/communities.ts";
import { getRole } from "#lib/engage/roles.ts";
import { getSettings } from "#lib/engage/settings.ts";
import { AppError } from "#lib/errors.ts";
import { connectionChoice } from "#lib/handover/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import { type EngageContext, nameOfUser } from "./context.ts";

type Choice = z.output<typeof connectionChoice>;

const PATH = ["Engage", "Admin", "API access tokens", "+"];

export const connectionStep: Step<EngageContext> = {
  id: "connection",
  title: "Connection",
  why: "Patchbay acts in Engage with an API access token of one of its agents: all it does there is done in that agent's name.",
  who: "An administrator of Engage",
  minutes: 3,
  docs: {
    path: PATH,
    link: "https://developers.ringcentral.com/engage/digital/guide/basics/access-token",
    doesNotProve: "That the token's role allows each later call; every step says so for itself.",
  },
  notes: [
    {
      tone: "info",
      text: "Select the agent who is to handle chats when you create the token, and copy its text: that agent's role decides what Patchbay may set up.",
      source: "E-10",
    },
    {
      tone: "info",
      text: "The address of the API is derived from the domain: “api” goes in behind its first part, as in acme.api.engagement.dimelo.com.",
      source: "E-60",
    },
  ],
  mode: () => "automatic",
  input: connectionChoice,
  value: ({ connection }) => ({ connectionId: connection?.id ?? "" }),
  verify: async (_ctx, context, input) => {
    const { connectionId } = input as Choice;
    if (context.connection?.id !== connectionId && context.managed.length > 0) {
      throw new AppError("in_use", {
        detail: `This handover has ${context.managed.length} objects in the account of ${context.connection?.name ?? "its connection"}.`,
        fix: "Tear the handover down first, or make a new one for the other account.",
      });
    }
    await listCommunities(await context.engageOf(connectionId));
  },
  save: async (tx, ctx, context, input) => {
    await writeProvider(tx, ctx, context.provider.id, { connectionId: (input as Choice).connectionId });
    return null;
  },
  todo: ({ connection }) => (connection ? null : "Choose or make a connection to Engage."),
  checks: [
    {
      id: "connection.token",
      title: "Address and API access token",
      doesNotProve: "That it stays valid: it ends when somebody deletes it or disables its agent in Engage.",
      run: async (context) => {
        if (!context.connection) return { state: "not_applicable", message: "No connection is chosen yet." };
        const { apiBaseUrl } = context.connection;
        const account = await getSettings(await context.engage());
        const me = await context.account.me();
        const evidence = { apiBaseUrl, account: account.name, owner: me && nameOfUser(me) };
        const message = `${new URL(apiBaseUrl).host} answers.`;
        return me
          ? { state: "passed", message: `${message} The token is of ${nameOfUser(me)}.`, evidence }
          : {
              state: "warning",
              message: `${message} Engage does not say whose token this is.`,
              evidence,
              fix: { sentence: "Look it up beside the token.", path: PATH.slice(0, -1) },
            };
      },
    },
    {
      id: "connection.rights",
      title: "The role of the token's agent allows what a set-up needs",
      doesNotProve: "That each call is allowed: rights on a single source come on top.",
      run: async (context) => {
        if (!context.connection) return { state: "not_applicable", message: "No connection is chosen yet." };
        const me = await context.account.me();
        const role = me?.roleId ? await getRole(await context.engage(), me.roleId) : null;
        const { state = "passed", message, fix } = judgeRights(role);
        return { state, message, ...(fix ? { fix: { sentence: fix } } : {}) };
      },
    },
  ],
};
