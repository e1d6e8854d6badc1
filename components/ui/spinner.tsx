import LoaderCircle from "lucide-react/icons/loader-circle";
import { cn } from "./cn.ts";

type SpinnerProps = { label?: string; className?: string };

/** Turns up only after 300 ms (in CSS, no timer): faster answers never flash a spinner. */
export function Spinner({ label, className }: SpinnerProps) {
  return (
    <span className={cn("inline-flex animate-late items-center gap-2 text-muted", className)}>
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {label ? <span>{label}</span> : <span className="sr-only">Loading</span>}
    </span>
  );
}
