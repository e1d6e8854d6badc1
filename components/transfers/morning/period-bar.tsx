"use client";

import CalendarRange from "lucide-react/icons/calendar-range";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Menu } from "#components/ui/menu.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { formatPeriod, NAMED_PERIODS, type Period, parsePeriod } from "#lib/transfers/log/mapping.ts";
import { PERIOD_WORDS, periodInWords } from "../period-words.ts";

type PeriodBarProps = {
  /** As it stands in the address: `7d@Europe/Berlin`. */
  period: string;
  connections: readonly { id: string; name: string }[];
  chosen: readonly string[];
};

/** Which days the page is about, and which connections. Each choice is an address. */
export function PeriodBar({ period: text, connections, chosen }: PeriodBarProps) {
  const router = useRouter();
  const period = parsePeriod(text);
  const zone = typeof period === "string" ? "UTC" : period.zone;
  const name = typeof period === "string" ? null : period.name;
  const address = (next: string, ids: readonly string[] = chosen) =>
    `/transfers?period=${next}${ids.length > 0 ? `&connection=${ids.join(",")}` : ""}`;
  return (
    <div className="mb-6 flex flex-wrap items-center gap-2">
      <nav aria-label="Period" className="flex flex-wrap gap-1 rounded-md border bg-surface p-0.5">
        {NAMED_PERIODS.map((one) => (
          <PageLink
            key={one}
            href={address(`${one}@${zone}`)}
            aria-current={one === name ? "page" : undefined}
            className={cn(
              "flex h-7 items-center rounded-md px-2.5 text-muted text-sm hover:text-ink pointer-coarse:h-10",
              "aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-ink",
            )}
          >
            {PERIOD_WORDS[one]}
          </PageLink>
        ))}
      </nav>
      <Popover
        label="Own days"
        text={name === null ? periodInWords(text, zone) : "Own days"}
        icon={<CalendarRange aria-hidden />}
      >
        {(close) => (
          <OwnDays
            period={typeof period === "string" ? null : period}
            zone={zone}
            onChosen={(next) => {
              close();
              router.push(address(next));
            }}
          />
        )}
      </Popover>
      {connections.length > 1 && (
        <Menu
          label={
            chosen.length === 0
              ? "All connections"
              : (connections.find(({ id }) => id === chosen[0])?.name ?? "Connection")
          }
          entries={[
            { label: "All connections", href: address(text, []) },
            { kind: "separator" },
            ...connections.map(({ id, name: label }) => ({ label, href: address(text, [id]) })),
          ]}
        />
      )}
      <span className="text-faint text-xs">Days of {zone}</span>
    </div>
  );
}

type OwnDaysProps = { period: Period | null; zone: string; onChosen: (period: string) => void };

function OwnDays({ period, zone, onChosen }: OwnDaysProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const own = period?.name === null ? period : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const read = parsePeriod(`${typed.get("first")}..${typed.get("last")}@${zone}`);
    if (typeof read === "string")
      setProblem(typed.get("first") && typed.get("last") ? read : "Choose both days.");
    else onChosen(formatPeriod(read));
  };
  return (
    <form className="space-y-3" onSubmit={submit} noValidate>
      {(["first", "last"] as const).map((end) => (
        <div key={end}>
          <label htmlFor={id + end} className="mb-1 block font-medium text-sm">
            {end === "first" ? "First day" : "Last day"}
          </label>
          <input
            id={id + end}
            name={end}
            type="date"
            className="control"
            defaultValue={end === "first" ? own?.firstDay : own?.lastDay}
          />
        </div>
      ))}
      {problem !== null && (
        <p role="alert" className="text-bad text-sm">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" size="sm">
        Show
      </Button>
    </form>
  );
}
