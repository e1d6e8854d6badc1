import { Prisma } from "#lib/db/generated/client.ts";
import { type Log, type LogQuestion, readLogPage } from "#lib/db/log-page.ts";
import { matchesWords } from "#lib/db/log-words.ts";
import { serveProgram } from "../program.ts";

/** Asks a log for pages as its list does, one after the other, and gives the time of each in milliseconds. */
export type Ask = {
  log: Log;
  /** Where the pages begin, as parts of the year that the log covers; without it at the newest row. */
  places?: number[];
  /** Conditions as SQL without values, or words to search for. */
  where?: string[];
  words?: string;
  /** Only the last so many days. */
  days?: number;
  times: number;
};

const PAGE = 51;
const YEAR_MS = 334 * 86_400_000;
const DAY_MS = 86_400_000;

serveProgram(
  {},
  {
    time: async ({ log, places, where = [], words, days, times }: Ask): Promise<number[]> => {
      const now = Date.now();
      const match = [...where.map((part) => Prisma.raw(part)), words ? matchesWords(words) : null].filter(
        (part) => part !== null,
      );
      const taken: number[] = [];
      for (let n = 0; n < times; n++) {
        const place = places?.[n % places.length];
        const question: LogQuestion = {
          match,
          limit: PAGE,
          ...(place === undefined ? {} : { older: { at: new Date(now - place * YEAR_MS), tie: 0 } }),
          ...(days ? { from: new Date(now - days * DAY_MS) } : {}),
        };
        const startedAt = performance.now();
        await readLogPage(log, question);
        taken.push(performance.now() - startedAt);
      }
      return taken;
    },
  },
);
