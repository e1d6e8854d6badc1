import type { Sandbox } from "../sandbox.ts";
import type { Content, Identity, Thread } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";
import { hasOption, implementsVerb } from "./implementation-info.ts";
import { contentsOf, isCompanySide, mayOnSource } from "./thread-facts.ts";

export type MayReply = { ok: true; inReplyTo: Content; author: Identity } | { ok: false; reason: string };

/** The identities of a community as which the agent may write, in the order in which they were assigned. */
export function controlledIdentities(sandbox: Sandbox, user: User, communityId: string): Identity[] {
  return user.identityIds
    .flatMap((id) => sandbox.store.engage.identities.get(id) ?? [])
    .filter((identity) => identity.controlled && identity.communityId === communityId);
}

/**
 * Whether an agent may answer in a thread, and to which message as whom; otherwise the reason in words
 * (facts/engage.md §2.2, §5). All of these have to be right at once, and each is a step of the set-up.
 */
export function mayReply(sandbox: Sandbox, user: User, thread: Thread): MayReply {
  const { engage } = sandbox.store;
  const source = engage.sources.get(thread.sourceId);
  const refuse = (reason: string): MayReply => ({ ok: false, reason });
  if (!source) return refuse("The source of this thread no longer exists.");
  if (!user.enabled) return refuse("This agent is disabled.");
  for (const right of ["read", "reply"]) {
    if (!mayOnSource(user, source.id, right))
      return refuse(
        `${user.firstname} lacks ${right} on the source ${source.name}: Admin > Agents, key icon, gives it.`,
      );
  }
  if (thread.closed) return refuse("This thread is closed.");
  if (!source.implementation)
    return refuse(
      `The source ${source.name} has not answered implementation.info: ${source.implementationError ?? "it was never asked"}.`,
    );
  const asked = contentsOf(sandbox, thread.id).filter((content) => !isCompanySide(sandbox, content));
  const newest = asked.at(-1);
  if (!newest) return refuse("There is no message of the customer to answer.");
  const collection = newest.privateMessage ? "private_messages" : "messages";
  if (!implementsVerb(source, collection, "reply"))
    return refuse(`The source declares no reply for ${collection} in implementation.info.`);
  const inReplyTo = asked.findLast((content) => content.actions.includes("reply"));
  if (!inReplyTo) return refuse('No message of the customer carries "reply" among its actions.');
  const [author] = controlledIdentities(sandbox, user, source.communityId);
  if (!author) {
    const community = engage.communities.get(source.communityId)?.name ?? source.communityId;
    return refuse(
      `${user.firstname} has no controlled identity of the community ${community}: tick Controlled identity in Admin > Identities, then assign it in Admin > Agents.`,
    );
  }
  return { ok: true, inReplyTo, author };
}

/** Why the agent's typing does not reach the source; null when it does. */
export function typingRefusal(sandbox: Sandbox, thread: Thread): string | null {
  const source = sandbox.store.engage.sources.get(thread.sourceId);
  if (source?.implementation && hasOption(source, "messaging.typing_indicator")) return null;
  return "The source does not declare the option messaging.typing_indicator.";
}
