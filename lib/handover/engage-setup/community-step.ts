import "server-only";
import { listCommunities } from "#lib/engage/communities.ts";
import { AppError } from "#lib/errors.ts";
import type { Step } from "#lib/setup/step.ts";
import type { EngageContext } from "./context.ts";
import { type CommunityInput, communityInput } from "./schema.ts";

const PATH = ["Engage", "Admin", "Communities"];
const ADD = { sentence: "Add a community in Engage, then run the check again.", path: PATH };

/** The only one there is, as the last check of the connection saw it: then nothing has to be chosen. */
function onlyOne({ connection }: EngageContext): CommunityInput | null {
  const [first, ...more] = connection?.tenant?.communities ?? [];
  return first && more.length === 0 ? { communityId: first.id, communityName: first.name } : null;
}

export const communityStep: Step<EngageContext> = {
  id: "community",
  title: "Community",
  why: "A source stands in a community, which keeps the people who write there. No API makes one, so it has to be there before the source is added.",
  who: "An administrator of Engage",
  minutes: 1,
  docs: {
    path: PATH,
    link: "https://developers.ringcentral.com/engage/digital/guide/sdks/source-sdk/bootstrap",
    doesNotProve: "That the source is added to this one: step Source looks.",
  },
  notes: [
    {
      tone: "info",
      text: "A community must exist already. Engage locks it once the source is created, so choose it first.",
      source: "E-01",
    },
  ],
  mode: () => "automatic",
  input: communityInput,
  value: (context) => context.community ?? onlyOne(context) ?? { communityId: "", communityName: "" },
  verify: async (_ctx, context, input) => {
    const { communityId } = input as CommunityInput;
    const found = (await listCommunities(await context.engage())).find(({ id }) => id === communityId);
    if (!found?.active) {
      const sentence = found
        ? `The community ${found.name} is switched off in Engage. Choose another one.`
        : "This community is not in Engage any more. Choose another one.";
      throw new AppError("bad_input", { fields: { communityId: sentence } });
    }
  },
  todo: ({ community }) => (community ? null : "Choose the community that the source stands in."),
  checks: [
    {
      id: "community.exists",
      title: "The community exists",
      doesNotProve: "That the source stands in it.",
      run: async (context) => {
        const communities = await listCommunities(await context.engage());
        const active = communities.filter((community) => community.active);
        const chosen = context.community;
        if (!chosen) {
          return active.length > 0
            ? { state: "not_applicable", message: `${active.length} to choose from.` }
            : { state: "failed", message: "There is no active community in this account.", fix: ADD };
        }
        const found = active.find(({ id }) => id === chosen.communityId);
        return found
          ? { state: "passed", message: `${found.name} is there.`, evidence: { communityId: found.id } }
          : {
              state: "failed",
              message: `${chosen.communityName} is not there any more, or switched off.`,
              fix: { sentence: "Switch it on in Engage, or choose another one here.", path: PATH },
            };
      },
    },
  ],
};
