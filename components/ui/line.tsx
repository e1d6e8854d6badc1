import X from "lucide-react/icons/x";
import { Fragment } from "react";
import { cn } from "./cn.ts";

export type Jack = { label: string; sub?: string };

/** `verified` solid, `waiting` dashed, `failing` broken, `none` grey: not set up. */
export type CableState = "verified" | "waiting" | "failing" | "none";

/** `note` says on whom or what: "for the tenant admin", "401 from the token endpoint". */
export type Cable = { state: CableState; note?: string };

type LineProps = {
  jacks: readonly Jack[];
  /** One fewer than jacks: cable n hangs between jack n and jack n + 1. */
  cables: readonly Cable[];
  size?: "small" | "large";
  /** Plugs the cables in, one after the other, when it first shows. For the moment a line goes live, once. */
  animateOnce?: boolean;
  className?: string;
};

const words: Record<CableState, string> = {
  verified: "connected",
  waiting: "waiting",
  failing: "failing",
  none: "not set up",
};

const inks: Record<CableState, string> = {
  verified: "text-accent",
  waiting: "text-waiting",
  failing: "text-bad",
  none: "text-line-strong",
};

/** The line: systems as jacks, what joins them as cables. Read aloud as "Bot to Patchbay: connected. Patchbay to …". */
export function Line({ jacks, cables, size = "small", animateOnce = false, className }: LineProps) {
  const large = size === "large";
  return (
    <div
      role="img"
      aria-label={inWords(jacks, cables)}
      className={cn("flex min-w-0 items-start", large ? "w-full" : "w-28", className)}
    >
      {jacks.map((jack, index) => {
        const cable = cables[index];
        const plugged = [cables[index - 1], cable].find((near) => near && near.state !== "none");
        return (
          <Fragment key={jack.label}>
            <div className={cn("shrink-0", large && "w-22 text-center sm:w-36")}>
              <Socket large={large} ink={inks[plugged?.state ?? "none"]} />
              {large && (
                <div className="mt-1.5 sm:px-1">
                  <div className="break-words font-medium text-sm leading-4">{jack.label}</div>
                  {jack.sub && <div className="mt-0.5 break-words text-muted text-xs">{jack.sub}</div>}
                </div>
              )}
            </div>
            {cable && index < jacks.length - 1 && (
              <CableDrawing cable={cable} large={large} turn={animateOnce ? index : undefined} />
            )}
          </Fragment>
        );
      })}
    </div>
  );
}

function Socket({ large, ink }: { large: boolean; ink: string }) {
  return (
    <span
      className={cn(
        "grid place-items-center rounded-full border-2 border-current bg-surface",
        large ? "mx-auto size-5" : "size-2.5",
        ink,
      )}
    >
      <span className={cn("rounded-full bg-current", large ? "size-2" : "size-1")} />
    </span>
  );
}

/** Classes, not style attributes: those are what the content security policy forbids. */
const turns = ["", "[animation-delay:500ms]", "[animation-delay:1000ms]"];

/** Cables sag a little, as cables do. Drawn in percent so that they fill whatever width there is. */
function CableDrawing({ cable, large, turn }: { cable: Cable; large: boolean; turn?: number }) {
  const { state, note } = cable;
  const hang = large ? "M0 10 C 25 22, 75 22, 100 10" : "M0 5 C 25 9, 75 9, 100 5";
  // Each end breaks off before the middle and droops.
  const broken = large
    ? "M0 10 C 15 15, 28 20, 40 24 M60 24 C 72 20, 85 15, 100 10"
    : "M0 5 C 15 7, 25 9, 36 11 M64 11 C 75 9, 85 7, 100 5";
  return (
    <div
      className={cn(
        "relative min-w-0 flex-1",
        inks[state],
        // The cable ends inside the sockets, whose columns are wider than they are.
        large && "-mx-8.5 sm:-mx-15.5",
      )}
    >
      <svg
        aria-hidden="true"
        viewBox={large ? "0 0 100 28" : "0 0 100 14"}
        preserveAspectRatio="none"
        className={cn(
          "block w-full overflow-visible",
          large ? "h-7" : "h-3.5",
          turn !== undefined && "animate-plug-in",
          turn !== undefined && turns[turn],
        )}
      >
        <path
          d={state === "failing" ? broken : hang}
          fill="none"
          stroke="currentColor"
          strokeLinecap="round"
          strokeWidth={(large ? 3 : 2) - (state === "none" ? 1 : 0)}
          strokeDasharray={state === "waiting" ? (large ? "6 7" : "3 4") : undefined}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {state === "failing" && (
        <X
          strokeWidth={3}
          className={cn("absolute left-1/2 -translate-x-1/2", large ? "top-3 size-4" : "top-1.5 size-2.5")}
        />
      )}
      {large && (state !== "verified" || note) && (
        <div className="mx-auto mt-1 hidden max-w-40 px-1 text-center text-xs sm:block">
          <span className={cn("font-medium", state === "none" && "text-faint")}>
            {state === "verified" ? "" : sentence(words[state])}
          </span>
          {note && <span className="block text-muted">{note}</span>}
        </div>
      )}
    </div>
  );
}

function inWords(jacks: readonly Jack[], cables: readonly Cable[]): string {
  return cables
    .map(({ state, note }, index) => {
      const [from, to] = [jacks[index]?.label ?? "", jacks[index + 1]?.label ?? ""];
      return `${from} to ${to}: ${words[state]}${note ? `, ${note}` : ""}.`;
    })
    .join(" ");
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
