import "server-only";
import { apiBaseUrlOf } from "#lib/connections/engage/schema.ts";
import { clientForEngage } from "#lib/connections/engage-client-for.ts";
import { parseConnection } from "#lib/connections/stored-connection.ts";
import { listCategories } from "#lib/engage/categories.ts";
import type { EngageClient } from "#lib/engage/client.ts";
import { listContentSources } from "#lib/engage/content-sources.ts";
import { explainEngageError } from "#lib/engage/explain-engage-error.ts";
import { listFolders } from "#lib/engage/folders.ts";
import { listUsers, whoAmI } from "#lib/engage/users.ts";
import { listWebhooks } from "#lib/engage/webhooks.ts";
import { AppError } from "#lib/errors.ts";
import { ENGAGE_HANDOVER_SECRETS } from "#lib/handover/engage/target.ts";
import { handoverLife } from "#lib/handover/life.ts";
import { botStep } from "#lib/handover/setup-steps/bot-step.ts";
import { loadHandover, noConnection } from "#lib/handover/setup-steps/load-handover.ts";
import { reviewStepOf } from "#lib/handover/setup-steps/review-step.ts";
import type { SetupDefinition } from "#lib/setup/definition.ts";
import { once } from "#lib/setup/once.ts";
import type { SetupBase } from "#lib/setup/step.ts";
import { agentsStep } from "./agents-step.ts";
import { categoriesStep } from "./categories-step.ts";
import { communityStep } from "./community-step.ts";
import { connectionStep } from "./connection-step.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { defaultCategoryStep } from "./default-category-step.ts";
import { folderStep } from "./folder-step.ts";
import { identitiesStep } from "./identities-step.ts";
import { nameStep } from "./name-step.ts";
import {
  agentsInput,
  categoriesInput,
  communityInput,
  folderInput,
  keptSource,
  keptWebhook,
} from "./schema.ts";
import { settingsStep } from "./settings-step.ts";
import { sourceFilterStep } from "./source-filter-step.ts";
import { sourceStep } from "./source-step.ts";
import { testStep } from "./test-step.ts";
import { webhookStep } from "./webhook-step.ts";

const planned = [categoriesStep, defaultCategoryStep, agentsStep, webhookStep, identitiesStep, folderStep];

/**
 * The way to a handover from a bot to agents in RingCentral Engage over a Source SDK source. What only a person can do
 * once there is a webhook and an identity stands behind the review.
 */
export const engageHandover: SetupDefinition<EngageContext> = {
  steps: [
    nameStep,
    botStep,
    connectionStep,
    communityStep,
    categoriesStep,
    sourceStep,
    defaultCategoryStep,
    agentsStep,
    webhookStep,
    identitiesStep,
    folderStep,
    settingsStep,
    reviewStepOf(SYSTEM, planned),
    sourceFilterStep,
    testStep,
  ],
  load: async (_ctx, base) => loadContext(base),
  title: ({ provider }) => provider.name,
  state: ({ provider }) => provider.state,
  ...handoverLife,
  explain: (error) => {
    const said = explainEngageError(error);
    if (!said) return null;
    const code = said.code === "timeout" ? "upstream_timeout" : "upstream_failed";
    return new AppError(code, { title: said.title, detail: said.detail, fix: said.fix, cause: error });
  },
};

async function loadContext(base: SetupBase): Promise<EngageContext> {
  const { row, common, secrets } = await loadHandover(base, ENGAGE_HANDOVER_SECRETS);
  const parsed = row.connection && parseConnection(row.connection);
  const connection = parsed?.kind === "engage" ? parsed : null;
  // One client per look at a subject: its calls share a request id.
  const clients = new Map<string, Promise<EngageClient>>();
  const engageOf = (connectionId: string) => {
    const known = clients.get(connectionId);
    if (known) return known;
    const client = clientForEngage(connectionId, { requestId: base.requestId });
    clients.set(connectionId, client);
    return client;
  };
  const engage = async () => {
    if (connection) return engageOf(connection.id);
    throw noConnection();
  };
  const ask = <T>(list: (client: EngageClient) => Promise<T>) => once(async () => list(await engage()));
  const typed = (stepId: string) => base.records[stepId]?.input;
  return {
    ...common,
    connection:
      common.connection && connection
        ? {
            ...common.connection,
            uiBaseUrl: connection.settings.uiBaseUrl,
            apiBaseUrl: apiBaseUrlOf(connection.settings),
            tenant: connection.tenant,
          }
        : null,
    secrets,
    community: communityInput.safeParse(typed("community")).data ?? null,
    categories: categoriesInput.safeParse(typed("categories")).data ?? null,
    source: keptSource.safeParse(typed("source")).data ?? null,
    agents: agentsInput.safeParse(typed("agents")).data?.agents ?? [],
    folderWanted: folderInput.safeParse(typed("folder") ?? {}).data?.wanted ?? true,
    ownPath: keptWebhook.safeParse(typed("webhook")).data?.ownPath ?? false,
    appleBusinessChat: isTicked(typed("settings")),
    engage,
    engageOf,
    account: {
      me: ask(whoAmI),
      categories: ask((client) => listCategories(client)),
      sources: ask((client) => listContentSources(client)),
      users: ask((client) => listUsers(client)),
      webhooks: ask(listWebhooks),
      folders: ask(listFolders),
    },
  };
}

const isTicked = (input: unknown): boolean =>
  typeof input === "object" &&
  input !== null &&
  "appleBusinessChat" in input &&
  input.appleBusinessChat === true;
