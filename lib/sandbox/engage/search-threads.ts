import type { Sandbox } from "../sandbox.ts";
import type { Content, Intervention, Thread } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";
import { type Matcher, matchesSearch, moment, parseSearch } from "./search-query.ts";
import { allCategoryIds, contentsOf, interventionsOf } from "./thread-facts.ts";

function isTrue(value: string): boolean {
  return /^(true|1|on|yes)$/i.test(value);
}

function includes(text: string | null, value: string): boolean {
  return (text ?? "").toLowerCase().includes(value.toLowerCase());
}

/** The keywords about who has the case, for the three states in which a case can be. */
function caseKeywords(sandbox: Sandbox, reader: User): Record<string, Matcher<Thread>> {
  const { engage } = sandbox.store;
  const team = new Set(
    engage.teams
      .list()
      .filter((row) => row.leaderIds.includes(reader.id) || row.userIds.includes(reader.id))
      .flatMap((row) => [...row.userIds, ...row.leaderIds]),
  );
  const states: Record<string, (row: Intervention) => boolean> = {
    active_and_assigned: (row) => !row.closed && row.deferredAt === null,
    opened_and_assigned: (row) => !row.closed,
    assigned: () => true,
  };
  const keywords: Record<string, Matcher<Thread>> = {};
  for (const [name, isInState] of Object.entries(states)) {
    const some = (thread: Thread, owns: (userId: string) => boolean) =>
      interventionsOf(sandbox, thread.id).some((row) => isInState(row) && owns(row.userId));
    keywords[name] = (thread, value) => some(thread, () => true) === isTrue(value);
    keywords[`${name}_to`] = (thread, value) => some(thread, (id) => id === value);
    keywords[`${name}_to_me`] = (thread, value) => some(thread, (id) => id === reader.id) === isTrue(value);
    keywords[`${name}_to_team`] = (thread, value) => some(thread, (id) => team.has(id)) === isTrue(value);
  }
  keywords.active_and_assigned_to_disabled_agents = (thread, value) =>
    interventionsOf(sandbox, thread.id).some(
      (row) => !row.closed && row.deferredAt === null && engage.users.get(row.userId)?.enabled === false,
    ) === isTrue(value);
  return keywords;
}

function threadKeywords(sandbox: Sandbox, reader: User): Record<string, Matcher<Thread>> {
  const { engage, switches } = sandbox.store;
  const now = sandbox.store.now();
  const contents = (thread: Thread) => contentsOf(sandbox, thread.id);
  const someContent = (matches: (row: Content, value: string) => boolean): Matcher<Thread> => {
    return (thread, value) => contents(thread).some((row) => matches(row, value));
  };
  const first = (thread: Thread) => contents(thread)[0]?.createdAt ?? thread.createdAt;
  const foreign: Matcher<Thread> = (thread, value) => thread.foreignId === value;
  return {
    ...caseKeywords(sandbox, reader),
    foreign,
    ...(switches.engageForeignIdKeyword ? { foreign_id: foreign } : {}),
    source: (thread, value) => thread.sourceId === value,
    status_in: someContent((row, value) => row.status === value),
    categorized: (thread, value) => allCategoryIds(sandbox, thread).length > 0 === isTrue(value),
    categorized_in: (thread, value) => allCategoryIds(sandbox, thread).includes(value),
    not_categorized_in: (thread, value) => !allCategoryIds(sandbox, thread).includes(value),
    categorized_in_mine: (thread, value) =>
      allCategoryIds(sandbox, thread).some((id) => reader.categoryIds.includes(id)) === isTrue(value),
    categorized_in_mine_of: (thread, value) =>
      allCategoryIds(sandbox, thread).some((id) => engage.users.get(value)?.categoryIds.includes(id)),
    needs_manual_categorization: (thread, value) =>
      (allCategoryIds(sandbox, thread).length === 0) === isTrue(value),
    identity: someContent((row, value) => row.authorId === value),
    identity_group: someContent(
      (row, value) => engage.identities.get(row.authorId)?.identityGroupId === value,
    ),
    language: someContent((row, value) => row.language === value),
    text: (thread, value) =>
      includes(thread.title, value) || contents(thread).some((row) => includes(row.body, value)),
    first_content_after: (thread, value) => first(thread) >= moment(value, now),
    first_content_before: (thread, value) => first(thread) <= moment(value, now),
    last_content_after: (thread, value) => thread.lastContentAt >= moment(value, now),
    last_content_before: (thread, value) => thread.lastContentAt <= moment(value, now),
    // Nothing here waits for approval, for a moment or for publication.
    not_published: (_thread, value) => !isTrue(value),
    approval_required: (_thread, value) => !isTrue(value),
    scheduled: (_thread, value) => !isTrue(value),
  };
}

/** The threads that `reader` may read and a query finds, the one with the newest message first unless it says otherwise. */
export function searchThreads(sandbox: Sandbox, reader: User, q: string): Thread[] {
  const { engage, switches } = sandbox.store;
  const search = parseSearch(q);
  const keywords = threadKeywords(sandbox, reader);
  // Most look one conversation up by the id that they gave it: no need to walk through all.
  const wanted = search.terms.find((term) => term.keyword === "foreign" && !term.isNegated);
  const candidates = wanted ? engage.threads.where("foreign", wanted.value) : engage.threads.list();
  const found = candidates.filter(
    (thread) =>
      reader.sourcesPermissions[thread.sourceId]?.includes("read") &&
      matchesSearch(thread, search, keywords, switches.engageUnknownKeyword),
  );
  const by = search.order?.field === "created_at" ? "createdAt" : "lastContentAt";
  const sign = search.order?.isAscending ? 1 : -1;
  const arrival = search.order?.isAscending ? found : found.reverse();
  return arrival.sort((a, b) => sign * (a[by] - b[by]));
}

/** The messages that `reader` may read and a query finds; the keywords are fewer than for threads. */
export function searchContents(sandbox: Sandbox, reader: User, q: string): Content[] {
  const { engage, switches } = sandbox.store;
  const search = parseSearch(q);
  const keywords: Record<string, Matcher<Content>> = {
    id: (row, value) => row.id === value,
    intervention: (row, value) => row.interventionId === value,
    identity: (row, value) => row.authorId === value,
    identity_group: (row, value) => engage.identities.get(row.authorId)?.identityGroupId === value,
    source: (row, value) => row.sourceId === value,
    status_in: (row, value) => row.status === value,
    thread: (row, value) => row.threadId === value,
    text: (row, value) => includes(row.body, value),
  };
  const wanted = search.terms.find((term) => term.keyword === "thread" && !term.isNegated);
  const candidates = wanted ? engage.contents.where("thread", wanted.value) : engage.contents.list();
  const found = candidates.filter(
    (row) =>
      reader.sourcesPermissions[row.sourceId]?.includes("read") &&
      matchesSearch(row, search, keywords, switches.engageUnknownKeyword),
  );
  const sign = search.order?.isAscending ? 1 : -1;
  const arrival = search.order?.isAscending ? found : found.reverse();
  return arrival.sort((a, b) => sign * (a.createdAt - b.createdAt));
}
