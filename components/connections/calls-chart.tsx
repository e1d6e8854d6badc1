import type { HourOfCalls } from "#lib/connections/health/schema.ts";

const HEIGHT = 40;
const STEP = 10;
const BAR = 8;

/** Calls per hour of the last day as bars, what failed in them on top. The numbers stand in the text for those who cannot see it. */
export function CallsChart({ hours }: { hours: readonly HourOfCalls[] }) {
  const most = Math.max(1, ...hours.map(({ answered, failed }) => answered + failed));
  // What happened once among a thousand must still be seen.
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  const calls = hours.reduce((sum, { answered, failed }) => sum + answered + failed, 0);
  const failures = hours.reduce((sum, { failed }) => sum + failed, 0);
  return (
    <svg
      role="img"
      aria-label={`Calls per hour of the last ${hours.length} hours: ${calls} in all, ${failures} failed, ${most} in the busiest hour`}
      viewBox={`0 0 ${hours.length * STEP} ${HEIGHT + 1}`}
      preserveAspectRatio="none"
      className="block h-12 w-full"
    >
      {hours.map(({ at, answered, failed }, index) => {
        const [good, bad] = [tall(answered), tall(failed)];
        const scale = Math.min(1, HEIGHT / Math.max(1, good + bad));
        return (
          <g key={at}>
            <title>{`${at.slice(11, 16)} UTC: ${answered + failed} calls, ${failed} failed`}</title>
            <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} className="fill-transparent" />
            <rect
              x={index * STEP + 1}
              y={HEIGHT - good * scale}
              width={BAR}
              height={good * scale}
              className="fill-accent"
            />
            <rect
              x={index * STEP + 1}
              y={HEIGHT - (good + bad) * scale}
              width={BAR}
              height={bad * scale}
              className="fill-bad"
            />
          </g>
        );
      })}
      <rect x={0} y={HEIGHT} width={hours.length * STEP} height={1} className="fill-line-strong" />
    </svg>
  );
}
