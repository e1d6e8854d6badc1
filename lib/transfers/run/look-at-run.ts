import "server-only";
import type pg from "pg";
import { isDatabaseGone } from "#lib/errors.ts";
import type { DueItem, Looked } from "#lib/jobs/due-table.ts";
import { log } from "#lib/log.ts";
import type { Action } from "../state.ts";
import { closeRun } from "./close-run.ts";
import { type Collected, collect, NOTHING_COLLECTED } from "./collect.ts";
import { Course, LeaseLost } from "./course.ts";
import type { OpenRun } from "./open-run.ts";
import { createSpeaker, type Speaker, type VoiceFor } from "./speak.ts";

export type RunnerParts = {
  pool: pg.Pool;
  voiceFor: VoiceFor;
  now: () => Date;
  /** Told of every transfer whose state changed. */
  tell(id: string): void;
  /** Where a test stops a process: right before and right after each write to the contact centre. */
  at?: ((moment: "before-write" | "after-write") => Promise<void>) | undefined;
};

/** A write is not begun with less of the lease left, so that it has ended before somebody else may carry on. */
const LEASE_FOR_A_WRITE_MS = 1_000;
/** Far more than the longest chain needs in one go; what goes round in circles is stored and left for later. */
const MOST_ACTIONS = 200;
const LATER_MS = 5_000;

/**
 * Looks at one transfer: decides, acts, and decides upon what came of it, until there is something to wait for. Before each
 * write its intention is on disk, with the fence checked; after it, its answer. Who has lost the lease changes nothing.
 */
export async function lookAtRun(parts: RunnerParts, item: DueItem, run: OpenRun): Promise<Looked> {
  const course = new Course(parts.pool, run, item, parts.now);
  try {
    return await walk(parts, course, createSpeaker(parts.voiceFor, run));
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.info({ transfer: run.id }, "transfers: another process carries on");
      return { afterMs: 0 };
    }
    if (!isDatabaseGone(error)) throw error;
    // Not given back: who takes it next must know that something may have been in flight.
    return "lost";
  } finally {
    if (course.hasStored) parts.tell(run.id);
  }
}

async function walk(parts: RunnerParts, course: Course, speaker: Speaker): Promise<Looked> {
  let action = open(course);
  let collected: Collected = NOTHING_COLLECTED;
  for (let actions = 0; actions < MOST_ACTIONS; actions++) {
    switch (action.do) {
      case "wait":
        await course.store();
        return { afterMs: action.ms };
      case "check":
        action = course.hear({ heard: "checked", observation: await speaker.observe(action.step) });
        break;
      case "read":
        action = course.hear({
          heard: "read",
          reading: await speaker.read(action.step, course.state.handle),
        });
        break;
      case "issue":
      case "join":
      case "withdraw":
        action = await write(parts, course, speaker, action);
        break;
      case "collect":
        await course.store();
        collected = await collect(course, speaker);
        action = course.hear({ heard: "collected" });
        break;
      case "nothing":
        if (course.state.phase !== "done") {
          action = course.hear({ heard: "due" });
          break;
        }
        if (!(await closeRun(course, collected))) throw new LeaseLost(course.run.id);
        return "done";
    }
  }
  await course.store();
  return { afterMs: LATER_MS };
}

/** What is heard when a transfer is taken up. A wait that is not over yet, since the row came early, goes on. */
function open(course: Course): Action {
  const { item, state } = course;
  let action: Action = { do: "nothing" };
  if (course.isNew) action = course.hear({ heard: "started" });
  const by = course.unheardCancel;
  if (by !== null) action = course.hear({ heard: "cancel", by });
  if (action.do !== "nothing") return action;
  if (item.resumed) return course.hear({ heard: "resumed" });
  const left = state.phase === "held" ? state.marks.until - item.waitedMs() : 0;
  return left > 0 ? { do: "wait", ms: left } : course.hear({ heard: "due" });
}

/** What is heard of each write. */
const HEARD = { issue: "issued", join: "joined", withdraw: "withdrawn" } as const;

async function write(
  { at }: RunnerParts,
  course: Course,
  speaker: Speaker,
  action: Extract<Action, { do: keyof typeof HEARD }>,
): Promise<Action> {
  if (!(await course.storeIntent())) return course.hear({ heard: "cancel", by: course.unheardCancel ?? "" });
  await at?.("before-write");
  if (course.item.heldMs() < LEASE_FOR_A_WRITE_MS) throw new LeaseLost(course.run.id);
  const { handle } = course.state;
  const answer = await speaker[action.do](action.step, handle);
  await at?.("after-write");
  const next = course.hear({ heard: HEARD[action.do], answer });
  await course.store();
  return next;
}
