import type { Limit } from "#lib/auth/rate-limit.ts";

/** Checks call a vendor with stored or typed credentials: enough for a person in a hurry, too little for guessing. */
export const CHECKS: Limit = { name: "checks", points: 60, durationSeconds: 60 };

/** Exports and walks along whole logs keep the database busy. */
export const EXPORTS: Limit = { name: "exports", points: 20, durationSeconds: 60 };

/** Links of invitations and resets: a person opens one a few times, a guesser many. */
export const LINKS: Limit = { name: "links", points: 30, durationSeconds: 900 };
