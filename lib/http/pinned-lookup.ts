import "server-only";
import { lookup as dnsLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { type Refusal, refuseAddress } from "./target.ts";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a name to all its addresses. Replaceable so that tests can play a name that changes its answer. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const resolveWithSystem: Resolve = (hostname) => dnsLookup(hostname, { all: true, verbatim: true });

/** Thrown inside the connector when an address is refused, so that the caller learns which and why. */
export class RefusedAddress extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.sentence);
    this.name = "RefusedAddress";
    this.refusal = refusal;
  }
}

/**
 * A `lookup` for sockets that answers only addresses it has just checked. The socket connects to exactly these, so a name
 * that resolves to something else a moment later (DNS rebinding) gains nothing. One bad address refuses the name: a
 * mixed answer is how such an attack begins. TLS still uses the name for SNI and the certificate.
 */
export function pinnedLookup(resolve: Resolve, isListed: () => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const listed = isListed();
        for (const { address } of addresses) {
          const refusal = refuseAddress(hostname, address, listed);
          if (refusal) return callback(new RefusedAddress(refusal), "", 0);
        }
        const first = addresses[0];
        if (!first) return callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 0);
        if (options.all) return callback(null, [...addresses]);
        return callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}
