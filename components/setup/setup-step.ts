/** Where a step of a set-up stands. `waiting` is for somebody else; `blocked` for an earlier step. */
export type StepState = "done" | "current" | "attention" | "waiting" | "open" | "blocked";

export type SetupStep = {
  id: string;
  title: string;
  state: StepState;
  href: string;
  /** Has been seen, so one may go back to it. Later steps cannot be opened before. */
  visited: boolean;
  /** "waiting for the tenant admin". */
  note?: string;
};
