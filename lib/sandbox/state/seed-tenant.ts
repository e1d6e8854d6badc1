import { randomBytes } from "node:crypto";
import { createTenantKey } from "../cxone/tokens.ts";
import type { EngageSecrets } from "./engage-ids.ts";
import { seedDigital } from "./seed-digital.ts";
import { seedEmail } from "./seed-email.ts";
import { seedEngage } from "./seed-engage.ts";
import { type MicrosoftSecrets, seedMicrosoft } from "./seed-microsoft.ts";
import { administratorAgentId, seedPeople } from "./seed-people.ts";
import { seedDispositions, seedSkills } from "./seed-skills.ts";
import { seedVoice } from "./seed-voice.ts";
import type { Store } from "./store.ts";

/** Secrets that must not be the same on two machines: made at the first start and then kept in the state. */
async function seedSecrets(store: Store): Promise<void> {
  store.setSetting("signingKey", await createTenantKey());
  const accessKeyId = randomBytes(20).toString("hex").toUpperCase();
  const accessKeySecret = randomBytes(30).toString("base64url");
  const createdAt = store.now();
  store.accessKeys.put(accessKeyId, {
    accessKeyId,
    accessKeySecret,
    agentId: administratorAgentId,
    isActive: true,
    createdAt,
  });
  const clientId = crypto.randomUUID();
  const clientSecret = randomBytes(36).toString("base64url");
  store.apiClients.put(clientId, {
    clientId,
    clientSecret,
    name: "Patchbay (back-end app)",
    isActive: true,
    createdAt,
  });
  store.setSetting("credentials", { accessKeyId, clientId });
  store.setSetting("cognigyUrlToken", randomBytes(32).toString("hex"));
}

/** Adds what a state kept by an earlier version of the sandbox does not have yet, and touches nothing else. */
export function topUpTenant(store: Store): void {
  if (store.dispositions.size === 0) seedDispositions(store, store.now());
  if (store.setting("cognigyUrlToken", "") === "")
    store.setSetting("cognigyUrlToken", randomBytes(32).toString("hex"));
  if (store.engage.users.size === 0) seedEngage(store);
  if (store.voice.clients.size === 0) seedVoice(store);
  if (!store.setting("emailSeeded", false)) seedEmail(store);
  if (store.microsoft.tenants.size === 0) seedMicrosoft(store);
}

/** Fills a fresh state with the tenant Acme; secrets of an earlier state of its Engage and its Entra are used again. */
export async function seedTenant(
  store: Store,
  engageSecrets: EngageSecrets | null = null,
  microsoftSecrets: MicrosoftSecrets | null = null,
): Promise<void> {
  const businessUnitId = 4606137;
  store.setSetting("tenant", {
    tenantId: "11eb5a8e-43c1-4b3e-9d0a-0242ac110002",
    tenantName: "Acme",
    businessUnitId,
    businessUnitName: "Acme Customer Service",
    brandId: 9221,
    timeZone: "Europe/Berlin",
    clusterId: "C99",
    area: "na1",
    fileExtensions: ["png", "jpg", "jpeg", "gif", "pdf", "txt", "docx"],
  });
  store.setSetting("seededAt", store.now());
  seedPeople(store);
  seedSkills(store);
  seedVoice(store);
  seedDigital(store, businessUnitId);
  seedEmail(store);
  seedEngage(store, engageSecrets);
  seedMicrosoft(store, microsoftSecrets);
  await seedSecrets(store);
  store.setSetting("seeded", true);
}
