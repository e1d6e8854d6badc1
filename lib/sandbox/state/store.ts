import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { acdVoiceCollections } from "./acd-voice-collections.ts";
import { Collection, type Indexes } from "./collection.ts";
import type * as digital from "./digital-model.ts";
import { emailCollections } from "./email-collections.ts";
import { engageCollections } from "./engage-collections.ts";
import { microsoftCollections } from "./microsoft-collections.ts";
import type * as model from "./model.ts";
import { defaultSwitches, type Switches } from "./switches.ts";
import { voiceCollections } from "./voice-collections.ts";

type Change = { collection: string; id: string; row: object | null };

/** Opens the file that survives a restart, or nothing when the state shall live in memory only. */
function openDatabase(dataDir: string | null): DatabaseSync | null {
  if (dataDir === null) return null;
  const folder = path.join(dataDir, "sandbox");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path.join(folder, "cxone.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;");
  database.exec(
    "CREATE TABLE IF NOT EXISTS rows (collection TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (collection, id))",
  );
  return database;
}

/**
 * Everything that the simulated contact centres remember. Reads come from memory; changes are collected and written
 * in one transaction by `flush()`, which the server calls before it answers, so that an answer is never ahead of
 * the disk.
 */
export class Store {
  readonly #database: DatabaseSync | null;
  readonly #pending: Change[] = [];
  readonly #collections: Collection<object>[] = [];
  #flushScheduled = false;
  #switches: { changed: Partial<Switches> | null; all: Switches } | null = null;

  readonly settings = this.#collection<{ value: unknown }>("settings");
  readonly accessKeys = this.#collection<model.AccessKey>("accessKeys");
  readonly apiClients = this.#collection<model.ApiClient>("apiClients");
  readonly refreshTokens = this.#collection<model.RefreshToken>("refreshTokens");
  readonly oneTimeTokens = this.#collection<model.OneTimeToken>("oneTimeTokens");
  readonly campaigns = this.#collection<model.Campaign>("campaigns", {
    name: (row) => row.name.toLowerCase(),
  });
  readonly skills = this.#collection<model.Skill>("skills", {
    name: (row) => row.skillName.toLowerCase(),
    campaign: (row) => String(row.campaignId),
  });
  readonly dispositions = this.#collection<model.Disposition>("dispositions");
  readonly messageTemplates = this.#collection<model.MessageTemplate>("messageTemplates");
  readonly assignments = this.#collection<model.SkillAssignment>("assignments", {
    skill: (row) => String(row.skillId),
    agent: (row) => String(row.agentId),
  });
  readonly teams = this.#collection<model.Team>("teams");
  readonly agents = this.#collection<model.Agent>("agents", {
    user: (row) => row.userId,
    team: (row) => String(row.teamId),
    role: (row) => String(row.roleId),
  });
  readonly roles = this.#collection<model.Role>("roles");
  readonly scripts = this.#collection<model.Script>("scripts", {
    path: (row) => row.scriptPath.toLowerCase(),
  });
  readonly integrations = this.#collection<digital.Integration>("integrations");
  readonly channels = this.#collection<digital.Channel>("channels");
  readonly cases = this.#collection<digital.Case>("cases", {
    thread: (row) => row.threadId,
    contact: (row) => row.contactId,
    channel: (row) => row.channelId,
  });
  readonly threads = this.#collection<digital.Thread>("threads");
  readonly messages = this.#collection<digital.Message>("messages", {
    case: (row) => row.caseId,
    external: (row) => `${row.channelId} ${row.idOnExternalPlatform ?? ""}`,
    externalAnywhere: (row) => row.idOnExternalPlatform ?? "",
  });
  readonly tags = this.#collection<digital.Tag>("tags");
  readonly hours = this.#collection<model.HoursProfile>("hours");
  readonly pointsOfContact = this.#collection<model.PointOfContact>("pointsOfContact");
  readonly temporaryFiles = this.#collection<digital.TemporaryFile>("temporaryFiles");
  /** Everything of the simulated Engage; CXone's rows stand beside it. */
  readonly engage = engageCollections((name, indexes) => this.#collection(`engage.${name}`, indexes));

  /** Digital email: DNS, the domains at SES, what the console keeps of channels. */
  readonly email = emailCollections((name, indexes) => this.#collection(`email.${name}`, indexes));

  /** Agent sessions, calling lists and do-not-call groups of the ACD. */
  readonly acdVoice = acdVoiceCollections((name, indexes) => this.#collection(`acdVoice.${name}`, indexes));
  /** The telephony that both voice dialects show. */
  readonly voice = voiceCollections((name, indexes) => this.#collection(`voice.${name}`, indexes));
  /** Entra, Exchange and the mail system. */
  readonly microsoft = microsoftCollections((name, indexes) =>
    this.#collection(`microsoft.${name}`, indexes),
  );

  constructor(dataDir: string | null) {
    this.#database = openDatabase(dataDir);
    this.#load();
  }

  #collection<Row extends object>(name: string, indexes: Indexes<Row> = {}): Collection<Row> {
    const collection = new Collection<Row>(name, indexes, (where, id, row) => this.#changed(where, id, row));
    this.#collections.push(collection as unknown as Collection<object>);
    return collection;
  }

  #changed(collection: string, id: string, row: object | null): void {
    if (!this.#database) return;
    this.#pending.push({ collection, id, row });
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => this.flush());
  }

  /** Writes what has changed, in one transaction. */
  flush(): void {
    this.#flushScheduled = false;
    if (!this.#database || this.#pending.length === 0) return;
    const put = this.#database.prepare(
      "INSERT INTO rows (collection, id, body) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body",
    );
    const remove = this.#database.prepare("DELETE FROM rows WHERE collection = ? AND id = ?");
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const change of this.#pending) {
        if (change.row === null) remove.run(change.collection, change.id);
        else put.run(change.collection, change.id, JSON.stringify(change.row));
      }
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
    this.#pending.length = 0;
  }

  #load(): void {
    if (!this.#database) return;
    const byName = new Map(this.#collections.map((collection) => [collection.name, collection]));
    // An update keeps its rowid, so this is the order of arrival.
    for (const row of this.#database
      .prepare("SELECT collection, id, body FROM rows ORDER BY rowid")
      .iterate()) {
      const parsed: unknown = JSON.parse(String(row.body));
      if (typeof parsed === "object" && parsed !== null)
        byName.get(String(row.collection))?.load(String(row.id), parsed);
    }
  }

  setting<Value>(name: string, fallback: Value): Value {
    const row = this.settings.get(name);
    return row ? (row.value as Value) : fallback;
  }

  setSetting(name: string, value: unknown): void {
    this.settings.put(name, { value });
  }

  /** The next whole number of a named sequence; sequences never go back, so ids of deleted rows stay unused. */
  nextNumber(sequence: string, first: number): number {
    return this.reserveNumbers(sequence, first, 1);
  }

  /** The number that `nextNumber` would give now. */
  peekNumber(sequence: string, first: number): number {
    return this.setting(`sequence:${sequence}`, first);
  }

  /** Takes `count` numbers of a sequence at once and gives the first of them. */
  reserveNumbers(sequence: string, first: number, count: number): number {
    const next = this.peekNumber(sequence, first);
    this.setSetting(`sequence:${sequence}`, next + count);
    return next;
  }

  /** Read many times in one look at thousands of calls, so put together once per change. */
  get switches(): Readonly<Switches> {
    const changed = this.setting<Partial<Switches> | null>("switches", null);
    if (this.#switches?.changed !== changed)
      this.#switches = { changed, all: { ...defaultSwitches, ...changed } };
    return this.#switches?.all ?? defaultSwitches;
  }

  /** The tenant's own time in milliseconds: the machine's clock plus what `POST /control/clock` has added. */
  now(): number {
    return Date.now() + this.setting("clockOffsetMs", 0);
  }

  get tenant(): model.Tenant {
    const tenant = this.setting<model.Tenant | null>("tenant", null);
    if (!tenant) throw new Error("The sandbox has no tenant yet");
    return tenant;
  }

  /** Set last when a fresh state is filled: a start that was killed half-way is begun again. */
  get isSeeded(): boolean {
    return this.setting("seeded", false);
  }

  clear(): void {
    for (const collection of this.#collections) collection.clear();
  }

  close(): void {
    this.flush();
    this.#database?.close();
  }
}
