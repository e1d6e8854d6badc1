import CircleCheck from "lucide-react/icons/circle-check";
import Hourglass from "lucide-react/icons/hourglass";
import Info from "lucide-react/icons/info";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const looks = {
  info: { Icon: Info, box: "bg-sunken border-line", ink: "text-muted" },
  good: { Icon: CircleCheck, box: "bg-good-soft border-good/30", ink: "text-good" },
  waiting: { Icon: Hourglass, box: "bg-waiting-soft border-waiting/30", ink: "text-waiting" },
  warning: { Icon: TriangleAlert, box: "bg-warning-soft border-warning/30", ink: "text-warning" },
  bad: { Icon: OctagonAlert, box: "bg-bad-soft border-bad/30", ink: "text-bad" },
};

type CalloutProps = {
  kind?: keyof typeof looks;
  title?: ReactNode;
  /** At most one or two buttons or links. */
  actions?: ReactNode;
  /** `alert` is read out at once, `status` when the reader pauses. Leave out what was there from the start. */
  role?: "alert" | "status";
  className?: string;
  children?: ReactNode;
};

/** A remark that concerns the whole page or form. */
export function Callout({ kind = "info", title, actions, role, className, children }: CalloutProps) {
  const { Icon, box, ink } = looks[kind];
  return (
    <div role={role} className={cn("flex gap-2.5 rounded-md border px-3 py-2.5 text-sm", box, className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        {title && <p className={cn("font-medium", kind !== "info" && ink)}>{title}</p>}
        {children && <div className="wrap-anywhere text-ink">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
