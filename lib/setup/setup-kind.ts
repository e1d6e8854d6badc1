import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { SetupDefinition } from "./definition.ts";

/** What jobs have to know of the subjects that begin with one prefix: handovers, email channels. */
export type SetupKind = {
  /** First part of its subjects, before the colon. */
  prefix: string;
  /** The set-up that a subject goes through. */
  find(subject: string): Promise<SetupDefinition>;
  /** SQL that gives, in a column `subject`, those to look at in turn. */
  watched: Prisma.Sql;
  /** Minutes from one look to the next. */
  periodMinutes: number;
  /** Runs its checks and judges its health by them. */
  check(ctx: Ctx, subject: string): Promise<unknown>;
  /** As people call it; null when it is gone. */
  nameOf(tx: Tx, subject: string): Promise<string | null>;
  /** Address of one of its steps. */
  stepPath(subject: string, stepId: string): string;
};

/** The set-up of any subject, by its prefix. Throws for a prefix that nobody knows. */
export function findSetup(kinds: readonly SetupKind[]): (subject: string) => Promise<SetupDefinition> {
  return async (subject) => {
    const kind = kinds.find(({ prefix }) => subject.startsWith(`${prefix}:`));
    if (!kind) throw new Error(`There is no set-up for ${subject}`);
    return kind.find(subject);
  };
}
