import CircleEqual from "lucide-react/icons/circle-equal";
import Handshake from "lucide-react/icons/handshake";
import Lock from "lucide-react/icons/lock";
import Pencil from "lucide-react/icons/pencil";
import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import UserRound from "lucide-react/icons/user-round";
import { Card, Section } from "../ui/card.tsx";
import { cn } from "../ui/cn.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { FieldDiff } from "../ui/field-diff.tsx";
import { countPlan, type PlanDeed, type PlanLine, planOrder } from "./plan.ts";

const deeds = {
  create: { Icon: Plus, ink: "text-good", word: "create" },
  adopt: { Icon: Handshake, ink: "text-accent-ink", word: "adopt" },
  change: { Icon: Pencil, ink: "text-warning", word: "change" },
  keep: { Icon: CircleEqual, ink: "text-faint", word: "unchanged" },
  delete: { Icon: Trash2, ink: "text-bad", word: "delete" },
  manual: { Icon: UserRound, ink: "text-waiting", word: "by hand" },
  blocked: { Icon: Lock, ink: "text-faint", word: "blocked" },
};

/** What will happen, before it happens: counts, then a sentence per change grouped by system, what stays folded away. */
export function PlanView({ lines }: { lines: readonly PlanLine[] }) {
  const systems = Map.groupBy(lines, (line) => line.system);
  return (
    <div className="space-y-6">
      <PlanCounts lines={lines} />
      {[...systems].map(([system, own]) => {
        const kept = own.filter((line) => line.deed === "keep");
        const changed = planOrder.flatMap((deed) => own.filter((line) => line.deed === deed));
        return (
          <Section key={system} title={system}>
            <ul className="divide-y">
              {changed.map((line) => (
                <PlanRow key={line.id} line={line} />
              ))}
            </ul>
            {kept.length > 0 && (
              <div className={cn("px-3 py-2", changed.length > 0 && "border-t")}>
                <Disclosure summary={`${kept.length} unchanged`}>
                  <ul>
                    {kept.map((line) => (
                      <PlanRow key={line.id} line={line} />
                    ))}
                  </ul>
                </Disclosure>
              </div>
            )}
          </Section>
        );
      })}
    </div>
  );
}

function PlanCounts({ lines }: { lines: readonly PlanLine[] }) {
  const counts = countPlan(lines);
  const shown = [...planOrder, "keep" as const].filter((deed) => counts[deed] > 0);
  return (
    <Card className="px-3 py-2">
      <ul aria-label="Counts" className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {shown.map((deed) => (
          <li key={deed} className="flex items-center gap-1.5">
            <DeedIcon deed={deed} />
            <span className="tabular-nums">
              {counts[deed]} {deeds[deed].word}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function DeedIcon({ deed }: { deed: PlanDeed }) {
  const { Icon, ink } = deeds[deed];
  return <Icon aria-hidden className={cn("size-4 shrink-0", ink)} />;
}

function PlanRow({ line }: { line: PlanLine }) {
  return (
    <li className="flex gap-2.5 px-3 py-2">
      <span className="mt-0.5">
        <DeedIcon deed={line.deed} />
        <span className="sr-only">{deeds[line.deed].word}: </span>
      </span>
      <div className="min-w-0 flex-1">
        <p
          className={cn(
            "text-sm",
            line.deed === "delete" && "text-bad",
            line.deed === "keep" && "text-muted",
          )}
        >
          {line.sentence}
        </p>
        {line.note && <p className="text-muted text-sm">{line.note}</p>}
        {line.fields && line.fields.length > 0 && <FieldDiff changes={line.fields} className="mt-1.5" />}
      </div>
    </li>
  );
}
