import "server-only";
import type pg from "pg";
import type { DueItem } from "#lib/jobs/due-table.ts";
import { type Action, decide, type Heard, type TimelineEvent, type TransferState } from "../state.ts";
import { TRANSFERS } from "./insert-run.ts";
import type { OpenRun } from "./open-run.ts";

/** Somebody else has the transfer: change nothing and issue nothing. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/**
 * Stores state and new lines of the timeline, if the row is still held and, where `$5`, nobody has asked to cancel in the
 * meantime: then what was decided without knowing it must not be done.
 */
const STORE = {
  name: "transfer.store",
  text: `WITH held AS MATERIALIZED (
      SELECT id FROM due WHERE queue = '${TRANSFERS}' AND id = $1 AND fence = $2::bigint AND lease_until IS NOT NULL FOR UPDATE
    )
    UPDATE transfer_run AS run SET state = $3::jsonb, timeline = run.timeline || $4::jsonb FROM held
    WHERE run.id = held.id AND (NOT $5::boolean OR run.cancel_by IS NOT DISTINCT FROM $6) RETURNING run.id`,
};
const WHY_NOT = {
  name: "transfer.why-not-stored",
  text: `SELECT cancel_by AS "cancelBy" FROM transfer_run run JOIN due ON queue = '${TRANSFERS}' AND due.id = run.id
    WHERE run.id = $1 AND fence = $2::bigint AND lease_until IS NOT NULL`,
};

/** The way of one transfer through a look: what it hears, what is decided, and what of it is on disk. */
export class Course {
  readonly run: OpenRun;
  readonly item: DueItem;
  readonly #pool: pg.Pool;
  readonly #now: () => Date;
  #state: TransferState;
  #fresh: TimelineEvent[] = [];
  #stored: string;
  #cancelBy: string | null;
  #hasStored = false;
  /** As it was before the last decision. */
  #before: { state: TransferState; events: number };

  constructor(pool: pg.Pool, run: OpenRun, item: DueItem, now: () => Date) {
    this.#pool = pool;
    this.run = run;
    this.item = item;
    this.#now = now;
    this.#state = run.state;
    this.#stored = JSON.stringify(run.state);
    this.#cancelBy = run.cancelBy;
    this.#before = { state: run.state, events: 0 };
  }

  get state(): TransferState {
    return this.#state;
  }
  get now(): Date {
    return this.#now();
  }
  /** All lines, those that are not stored yet included. */
  get timeline(): TimelineEvent[] {
    return [...this.run.timeline, ...this.#fresh];
  }
  get isNew(): boolean {
    return this.run.timeline.length === 0 && this.#fresh.length === 0;
  }
  /** Who asked to cancel, where the state does not know it yet. */
  get unheardCancel(): string | null {
    return this.#state.cancelledBy === null ? this.#cancelBy : null;
  }

  hear(heard: Heard): Action {
    const clock = { now: this.now, waitedMs: Math.round(this.item.waitedMs()) };
    this.#before = { state: this.#state, events: this.#fresh.length };
    const { state, action, events } = decide(this.run.policy, this.#state, heard, clock);
    this.#state = state;
    this.#fresh.push(...events);
    return action;
  }

  /** A contact centre may show a call with the id of its agent alone, and tell the name with the presence. */
  nameAgent(name: string): void {
    const { agent } = this.#state;
    if (agent) this.#state = { ...this.#state, agent: { ...agent, name } };
  }

  note(kind: TimelineEvent["kind"], text: string, facts?: Record<string, unknown>): void {
    this.#fresh.push({
      at: this.now.toISOString(),
      step: this.#state.step,
      kind,
      text,
      ...(facts ? { facts } : {}),
    });
  }

  /** Whether this look has changed what is on disk. */
  get hasStored(): boolean {
    return this.#hasStored;
  }
  /** Whether anything is to be stored. */
  get isChanged(): boolean {
    return this.#fresh.length > 0 || JSON.stringify(this.#state) !== this.#stored;
  }

  /** Puts what was decided on disk. Throws `LeaseLost`. */
  async store(): Promise<void> {
    if (this.isChanged) await this.#write(false);
  }

  /**
   * Puts the intention of a write on disk. False when somebody has asked to cancel since the transfer was read: then nothing
   * is stored, the last decision is taken back, and `unheardCancel` says who it was. Throws `LeaseLost`.
   */
  async storeIntent(): Promise<boolean> {
    if (await this.#write(true)) return true;
    this.#state = this.#before.state;
    this.#fresh.length = this.#before.events;
    return false;
  }

  async #write(unlessCancelled: boolean): Promise<boolean> {
    const { id, fence } = this.item;
    const events = this.#fresh;
    const state = JSON.stringify(this.#state);
    const values = [id, fence, state, JSON.stringify(events), unlessCancelled, this.#cancelBy];
    const { rowCount } = await this.#pool.query({ ...STORE, values });
    if (rowCount === 1) {
      this.run.timeline = [...this.run.timeline, ...events];
      this.#fresh = [];
      this.#hasStored = true;
      this.#stored = state;
      return true;
    }
    const { rows } = await this.#pool.query<{ cancelBy: string | null }>({ ...WHY_NOT, values: [id, fence] });
    const [row] = rows;
    if (!row || row.cancelBy === this.#cancelBy) throw new LeaseLost(`Transfer ${id} is not held any more`);
    this.#cancelBy = row.cancelBy;
    return false;
  }
}
