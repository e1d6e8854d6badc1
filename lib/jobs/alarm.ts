export type Alarm = {
  /** Resolves after `ms`, or when it rings, but never before `atLeastMs`, so that many rings make one. */
  sleep(ms: number, atLeastMs: number): Promise<void>;
  ring(): void;
  /** Ends this sleep and lets nobody sleep again. */
  end(): void;
};

/** The sleep of a loop that can be woken. A ring while it is awake is not lost: the next sleep is short. */
export function createAlarm(): Alarm {
  let rung = false;
  let ended = false;
  let wake: (() => void) | undefined;
  return {
    async sleep(ms, atLeastMs) {
      if (ended) return;
      const asleep = Promise.withResolvers<void>();
      const startedAt = performance.now();
      let timer = setTimeout(asleep.resolve, rung ? Math.min(ms, atLeastMs) : ms);
      rung = false;
      wake = () => {
        clearTimeout(timer);
        timer = setTimeout(
          asleep.resolve,
          ended ? 0 : Math.max(0, startedAt + Math.min(ms, atLeastMs) - performance.now()),
        );
      };
      await asleep.promise;
      wake = undefined;
    },
    ring() {
      if (wake) wake();
      else rung = true;
    },
    end() {
      ended = true;
      wake?.();
    },
  };
}
