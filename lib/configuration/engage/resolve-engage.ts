import "server-only";
import type { EngageClient } from "#lib/engage/client.ts";
import { listCommunities } from "#lib/engage/communities.ts";
import { isSdkSource, listContentSources } from "#lib/engage/content-sources.ts";
import { listUsers } from "#lib/engage/users.ts";
import { AppError } from "#lib/errors.ts";
import { nameOfUser } from "#lib/handover/engage-setup/context.ts";
import type { EngagePart } from "./schema.ts";

export type ResolvedEngage = {
  community?: { communityId: string; communityName: string };
  sourceId?: string;
  agents?: { userId: string; name: string }[];
};

/**
 * The ids that the names of a file have in an account; the source only in the account that the file is of. Throws `bad_input` for
 * a name that leads nowhere or to several: then its id is taken as well, and of an agent the address.
 */
export async function resolveEngage(
  engage: EngageClient,
  { community, source, agents }: EngagePart,
  sameAccount: boolean,
): Promise<ResolvedEngage> {
  const resolved: ResolvedEngage = {};
  if (community) {
    const active = (await listCommunities(engage)).filter((one) => one.active);
    const { id, name } = only(active, "community", community, (one) => [one.id, one.name]);
    resolved.community = { communityId: id, communityName: name };
  }
  if (source && sameAccount) {
    const ofSdk = (await listContentSources(engage)).filter(isSdkSource);
    resolved.sourceId = only(ofSdk, "source", source.name, ({ id, name }) => [id, name]).id;
  }
  if (agents) {
    const users = (await listUsers(engage)).filter(({ enabled }) => enabled);
    resolved.agents = agents.map((wanted) => {
      const user = only(users, "agent", wanted, (one) => [one.id, one.email, nameOfUser(one)]);
      return { userId: user.id, name: nameOfUser(user) };
    });
  }
  return resolved;
}

function only<One>(all: readonly One[], what: string, wanted: string, namesOf: (one: One) => string[]): One {
  const isWanted = (name: string) => name.toLowerCase() === wanted.toLowerCase();
  const [found, ...more] = all.filter((one) => namesOf(one).some(isWanted));
  if (!found) {
    const detail = `There is no ${what} ${wanted} in the account, or it is switched off: make it there, or name another one.`;
    throw new AppError("bad_input", { detail });
  }
  if (more.length > 0) {
    const detail = `${more.length + 1} have the name ${wanted}: write the id of the ${what} instead.`;
    throw new AppError("bad_input", { detail });
  }
  return found;
}
