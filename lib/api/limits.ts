import type { Limit } from "#lib/auth/rate-limit.ts";

/** Checks call a vendor with stored or typed credentials: enough for a person in a hurry, too little for guessing. */
export const CHECKS: Limit = { name: "checks", points: 60, durationSeconds: 60 };

/** Exports and walks along whole logs keep the database busy. */
export const EXPORTS: Limit = { name: "exports", points: 20, durationSeconds: 60 };
