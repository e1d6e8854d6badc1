import { changesOf } from "#lib/audit/mapping.ts";
import { leadsElsewhere, neededSecrets, stillFits } from "#lib/connections/kept-secrets.ts";
import type { SecretField } from "#lib/connections/schema.ts";
import { comparableEngage, engageByHand, REALTIME_TOKEN } from "./engage/mapping.ts";
import type {
  Configuration,
  ConfigurationLine,
  ConnectionConfiguration,
  HandoverConfiguration,
  SecretNeed,
} from "./schema.ts";

/** What would become of each object of a file, and which secrets that needs. Pure; names that lead nowhere are blocked. */
export function compareConfigurations(
  current: Configuration,
  wanted: Configuration,
): { lines: ConfigurationLine[]; secrets: SecretNeed[] } {
  const connections = Object.entries(wanted.connections).map(([name, one]) => {
    const was = current.connections[name];
    return {
      line: lineOf(`connection:${name}`, was && comparableConnection(was), comparableConnection(one)),
      secrets: needsOf(name, was, one),
    };
  });
  const bots = Object.entries(wanted.handovers).flatMap(([name, one]) =>
    botLeadsElsewhere(current.handovers[name], one) ? [botNeed(name, one)] : [],
  );
  const sources = Object.entries(wanted.handovers).flatMap(([name, one]) =>
    isSameTenant(current, wanted, one) ? sourceNeeds(name, current.handovers[name], one) : [],
  );
  const handovers = Object.entries(wanted.handovers).flatMap(([name, one]) => {
    const was = current.handovers[name];
    const object = `handover:${name}`;
    const target = one.connection;
    if (target && !current.connections[target] && !wanted.connections[target]) {
      return [blocked(object, `There is no connection ${target}: add it to the file or here.`)];
    }
    const { kind = "cxone" } = one;
    if (was && (was.kind ?? "cxone") !== kind) {
      return [
        blocked(object, "It leads to another contact centre here: remove it first, or give it another name."),
      ];
    }
    const sameTenant = isSameTenant(current, wanted, one);
    const line = lineOf(
      object,
      was && comparableHandover(was, sameTenant),
      comparableHandover(one, sameTenant),
    );
    if (kind === "engage") return [line, ...engageByHand(name, one.engage, was, sameTenant)];
    return sameTenant || !one.integrationId || was?.integrationId ? [line] : [line, integrationByHand(name)];
  });
  return {
    lines: [...connections.map(({ line }) => line), ...handovers],
    secrets: [...connections.flatMap(({ secrets }) => secrets), ...bots, ...sources],
  };
}

/** Whether the ids that a file holds for a connection mean something in the tenant that it leads to here. */
export function isSameTenant(
  current: Configuration,
  wanted: Configuration,
  { connection: name = "" }: Pick<HandoverConfiguration, "connection">,
): boolean {
  const here = current.connections[name]?.tenantId;
  return here !== undefined && here === wanted.connections[name]?.tenantId;
}

/** The skill of a handover may stand in a tenant as it does in the file: compared by name, whatever its origin. */
const skillNames = (handover: HandoverConfiguration) => {
  if (!handover.skill) return undefined;
  return "pick" in handover.skill ? handover.skill.pick : handover.skill.create;
};

const comparableConnection = ({ kind, settings }: ConnectionConfiguration) => ({ kind, settings });

const comparableHandover = (handover: HandoverConfiguration, sameTenant: boolean) => ({
  connection: handover.connection,
  bot: { ...handover.bot, token: undefined },
  settings: handover.settings,
  skill: skillNames(handover),
  agents: (handover.skill ?? handover.engage)?.agents?.toSorted().join(", "),
  ...comparableEngage(handover.engage, sameTenant),
  ...(sameTenant ? { integrationId: handover.integrationId } : {}),
});

/** What would become of one object. `title` is how a sentence names it. */
export function lineOf(
  object: string,
  was: object | undefined,
  wanted: object,
  title = splitObject(object).join(" "),
): ConfigurationLine {
  // What a file leaves out keeps its value here: optional parts are only ever added.
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const before = was && Object.fromEntries(Object.entries(was).filter(([key]) => key in given));
  const changes = changesOf(before ?? null, given);
  if (!was) return { object, action: "create", sentence: `Create the ${title}`, changes };
  return changes.length === 0
    ? { object, action: "keep", sentence: `The ${title} is as the file says`, changes }
    : { object, action: "change", sentence: `Change the ${title}`, changes };
}

/** `connection:Acme: North` → kind and name; a name may hold colons itself. */
export function splitObject(object: string): [kind: string, name: string] {
  const colon = object.indexOf(":");
  return [object.slice(0, colon), object.slice(colon + 1)];
}

export const blocked = (
  object: string,
  note: string,
  title = splitObject(object).join(" "),
): ConfigurationLine => ({
  object,
  action: "blocked",
  sentence: `The ${title} cannot be brought in`,
  changes: [],
  note,
});

const integrationByHand = (name: string): ConfigurationLine => ({
  object: `handover:${name}`,
  action: "manual",
  sentence: `Add the Bring Your Own Channel integration of ${name} in the new tenant`,
  changes: [],
  note: "CXone gives it another Integration ID there. The set-up of the handover shows each value to copy.",
});

const botLeadsElsewhere = (was: HandoverConfiguration | undefined, { bot }: HandoverConfiguration) =>
  bot.adapter === "cognigy" && (was?.bot.adapter !== "cognigy" || was.bot.baseUrl !== bot.baseUrl);

const botNeed = (name: string, { bot }: HandoverConfiguration): SecretNeed => ({
  env: tokenName(name, bot),
  what: `token at the end of the Endpoint URL of the bot of ${name}`,
});

/** The token of the source of a handover to Engage, where it is another one than here. */
const sourceNeeds = (
  name: string,
  was: HandoverConfiguration | undefined,
  { engage }: HandoverConfiguration,
): SecretNeed[] =>
  engage?.source && engage.source.name !== was?.engage?.source?.name
    ? [{ env: realtimeTokenName(name, engage), what: `API access token of the source ${engage.source.name}` }]
    : [];

export const realtimeTokenName = (name: string, engage: HandoverConfiguration["engage"]): string =>
  engage?.source?.realtimeToken?.env ?? environmentName(name, REALTIME_TOKEN);

/** Where the token of a Cognigy bot is taken from. */
export const tokenName = (name: string, bot: HandoverConfiguration["bot"]): string =>
  (bot.adapter === "cognigy" ? bot.token?.env : undefined) ?? environmentName(name, "cognigyToken");

/** The secrets that must be given, because their connection is new, leads elsewhere or names another key. */
function needsOf(
  name: string,
  was: ConnectionConfiguration | undefined,
  wanted: ConnectionConfiguration,
): SecretNeed[] {
  const needed = neededSecrets(wanted);
  const kept =
    was && !leadsElsewhere(was, wanted) && needed.every(({ field }) => stillFits(was, wanted, field));
  if (kept) return [];
  return needed.map(({ field, name: what }) => ({
    env: secretName(name, wanted, field),
    what: `${what} of the connection ${name}`,
  }));
}

/** Where a secret of a connection is taken from. */
export function secretName(name: string, { secrets }: ConnectionConfiguration, field: SecretField): string {
  const references: Partial<Record<SecretField, { env: string }>> = secrets;
  return references[field]?.env ?? environmentName(name, field);
}

/** `Acme North`, `clientSecret` → `ACME_NORTH_CLIENT_SECRET` */
export function environmentName(connection: string, field: string): string {
  const words = `${connection}_${field.replace(/([A-Z])/g, "_$1")}`
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "_");
  return words.replace(/^[^A-Za-z]+/, "").toUpperCase() || "SECRET";
}
