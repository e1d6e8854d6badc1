/** Lets at most `count` go on at once; the others wait in the order in which they came. */
export function createSlots(count: number) {
  const queue: (() => void)[] = [];
  let free = count;
  return {
    take(): Promise<void> | undefined {
      if (free > 0) {
        free -= 1;
        return undefined;
      }
      return new Promise((resolve) => queue.push(resolve));
    },
    give(): void {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    },
  };
}
