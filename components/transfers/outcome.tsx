import Ban from "lucide-react/icons/ban";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import CircleX from "lucide-react/icons/circle-x";
import PhoneOff from "lucide-react/icons/phone-off";
import Split from "lucide-react/icons/split";
import Voicemail from "lucide-react/icons/voicemail";
import { cn } from "#components/ui/cn.ts";
import type { Outcome } from "#lib/transfers/schema.ts";

/** How each outcome is shown: always icon, word and colour; what is not known is never drawn green. */
export const OUTCOME_LOOKS = {
  connected: { Icon: CircleCheck, word: "Connected", ink: "text-good", pill: "bg-good-soft" },
  fallback: { Icon: Split, word: "Fallback", ink: "text-accent-ink", pill: "bg-accent-soft" },
  voicemail: { Icon: Voicemail, word: "Voicemail", ink: "text-waiting", pill: "bg-waiting-soft" },
  failed: { Icon: CircleX, word: "Failed", ink: "text-bad", pill: "bg-bad-soft" },
  unknown: { Icon: CircleQuestionMark, word: "Unknown", ink: "text-warning", pill: "bg-warning-soft" },
  disconnected: { Icon: PhoneOff, word: "Caller hung up", ink: "text-muted", pill: "bg-sunken" },
  cancelled: { Icon: Ban, word: "Cancelled", ink: "text-faint", pill: "bg-sunken" },
} as const satisfies Record<Outcome, object>;

/** In the order in which they are offered and drawn. */
export const OUTCOME_ORDER = Object.keys(OUTCOME_LOOKS) as Outcome[];

type OutcomeStateProps = { outcome: Outcome; pill?: boolean; className?: string };

/** How a call ended up. */
export function OutcomeState({ outcome, pill = false, className }: OutcomeStateProps) {
  const { Icon, word, ink, pill: ground } = OUTCOME_LOOKS[outcome];
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap align-middle font-medium",
        ink,
        pill ? ["h-6 rounded-full px-2 text-xs", ground] : "text-sm",
        className,
      )}
    >
      <Icon aria-hidden className={cn(pill ? "size-3.5" : "size-4", "shrink-0")} />
      {word}
    </span>
  );
}
