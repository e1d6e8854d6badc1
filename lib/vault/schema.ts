/** What may be shown of a stored secret. Times in ISO 8601 UTC. */
export type SecretView =
  | {
      set: true;
      hint: string;
      /** Equal secrets have equal fingerprints; nothing leads back. */
      fingerprint: string;
      setAt: string;
      expiresAt: string | null;
      /** Somebody said that it does not run out. With neither this nor a date, nobody has said anything. */
      neverExpires: boolean;
    }
  | { set: false };

/** Where the older of two overlapping secrets is kept. */
export const previousOf = <Field extends string>(field: Field): `${Field}.previous` => `${field}.previous`;
