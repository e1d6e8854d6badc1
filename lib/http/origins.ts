import "server-only";
import { Pool } from "undici";
import { Breaker, type BreakerOptions, type BreakerState } from "./breakers.ts";
import { pinnedLookup, type Resolve } from "./pinned-lookup.ts";
import { isListedHost, type Refusal, refuseTarget, type Target } from "./target.ts";

const MAX_ORIGINS = 256;
const KEEP_ALIVE_MS = 10_000;

export interface OriginsOptions {
  readonly ports: readonly number[];
  readonly resolve: Resolve;
  readonly connectionsPerOrigin: number;
  readonly connectTimeoutMs: number;
  readonly breaker: Partial<BreakerOptions>;
  readonly isFailure: (error: unknown) => boolean;
  readonly onBreakerChange: (state: BreakerState) => void;
  /** More certificate authorities to trust (PEM), for private hosts with their own. */
  readonly ca: string | undefined;
}

/** What is kept per origin: the connections, the breakers and whether an administrator listed the host. */
export class Origin {
  readonly origin: string;
  readonly listed: boolean;
  readonly pool: Pool;
  readonly #breakers = new Map<string, Breaker>();
  readonly #options: OriginsOptions;

  constructor(origin: string, listed: boolean, options: OriginsOptions) {
    this.origin = origin;
    this.listed = listed;
    this.#options = options;
    this.pool = new Pool(origin, {
      connections: options.connectionsPerOrigin,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // Each exchange has one timer of its own over connecting, headers and body.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: options.connectTimeoutMs,
        lookup: pinnedLookup(options.resolve, () => listed),
        ...(options.ca ? { ca: options.ca } : {}),
      },
    });
  }

  breaker(operationClass: string): Breaker {
    let breaker = this.#breakers.get(operationClass);
    if (!breaker) {
      const { isFailure, breaker: options, onBreakerChange } = this.#options;
      breaker = new Breaker(this.origin, operationClass, isFailure, options, onBreakerChange);
      this.#breakers.set(operationClass, breaker);
    }
    return breaker;
  }

  halfOpenBreakers(): void {
    for (const breaker of this.#breakers.values()) breaker.halfOpen();
  }

  *breakerStates(): Generator<BreakerState> {
    for (const breaker of this.#breakers.values()) yield breaker.view();
  }
}

/** All origins that were called. An origin is forgotten, connections and all, when its host leaves the list of private hosts. */
export class Origins {
  readonly #options: OriginsOptions;
  readonly #origins = new Map<string, Origin>();

  constructor(options: OriginsOptions) {
    this.#options = options;
  }

  /** The origin to call, or why it may not be called. Names are resolved and judged later, per connection. */
  find(url: string, target: Target, allowedPrivateHosts: readonly string[]): Origin | Refusal {
    const listed = allowedPrivateHosts.length > 0 && isListedHost(target, allowedPrivateHosts);
    const known = this.#origins.get(target.origin);
    // Scheme, port and literal address are the origin's and were judged when it was made; only a user name is not.
    if (known?.listed === listed && !url.includes("@")) return known;
    const refusal = refuseTarget(url, target, listed, this.#options.ports);
    if (refusal) return refusal;
    if (known?.listed === listed) return known;
    if (known) this.#drop(known);
    else this.#makeRoom();
    const origin = new Origin(target.origin, listed, this.#options);
    this.#origins.set(target.origin, origin);
    return origin;
  }

  halfOpen(origin: string): void {
    this.#origins.get(origin)?.halfOpenBreakers();
  }

  breakerStates(): BreakerState[] {
    return [...this.#origins.values()].flatMap((origin) => [...origin.breakerStates()]);
  }

  async close(): Promise<void> {
    const pools = [...this.#origins.values()].map((origin) => origin.pool.destroy());
    this.#origins.clear();
    await Promise.all(pools);
  }

  #makeRoom(): void {
    const oldest = this.#origins.size >= MAX_ORIGINS ? this.#origins.values().next().value : undefined;
    if (oldest) this.#drop(oldest);
  }

  #drop(origin: Origin): void {
    this.#origins.delete(origin.origin);
    // Lets running exchanges end and then closes; nobody waits for it.
    origin.pool.close().catch(() => undefined);
  }
}
