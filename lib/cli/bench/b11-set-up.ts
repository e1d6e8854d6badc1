import { startProgram } from "./program.ts";
import type { BenchContext, Line, Row } from "./row.ts";

/**
 * The fewest calls by which CXone's API lets a whole handover be planned, applied and seen to be there
 * (facts/cxone.md §2.1, §2.6, §3.1). A token is there before. One line per call.
 */
const FEWEST = [
  // Plan: what is there decides between create, adopt and refuse, and no call answers about two kinds.
  "the channels: ours by its id, and whether another one has our name (H-10)",
  "the script, by its path",
  "the skill, by its name; without one there are no assignments to ask for",
  // Apply: one write for each object, for no call makes two.
  "save the script, which the channel names",
  "save the channel",
  "make the skill",
  // The answer of the call that makes a skill need not name it, and the assignment needs its id.
  "the id of the skill",
  "give it to the agent",
  // Verify: an answer says that something was accepted, not that it is there (product.md §6, Idempotent provisioning).
  "the channels again",
  "the script again",
  "the agents of the skill",
];

/** B11: remote calls of plan and apply of a whole handover, against the fewest that the vendor's API allows. */
export const setUp: Row = {
  id: "B11",
  title: "calls of a set-up",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b11");
    context.say("B11 measuring");
    const program = await startProgram<unknown>("set-up", { DATABASE_URL: database.url });
    try {
      // The first one fetches the token of the connection.
      await program.call("whole", "Warm");
      const calls = await program.call<string[]>("whole", "Counted");
      for (const call of calls) context.say(`B11   ${call}`);
      return [
        {
          row: "B11",
          what: "calls to CXone of plan, apply and the checks at its end, for a whole handover",
          ours: `${calls.length} calls`,
          peer: `${FEWEST.length} calls, the fewest possible`,
          ratio: calls.length / FEWEST.length,
          goal: { atMost: 1.5 },
          note: "A plan that is older than a minute is looked at anew before it is applied: three calls more.",
        },
      ];
    } finally {
      await program.call("end");
      await program.stop();
      await database.drop();
    }
  },
};
