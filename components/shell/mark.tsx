import { cn } from "../ui/cn.ts";

/** The mark: two jacks and the cable between them. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn("size-6 shrink-0", className)}>
      <rect width="32" height="32" rx="7" className="fill-accent-solid" />
      <g fill="none" className="stroke-on-solid">
        <path d="M10 10C24 10 8 22 22 22" strokeWidth="3" strokeLinecap="round" />
        <circle cx="9.5" cy="10" r="3.5" strokeWidth="2.5" className="fill-accent-solid" />
        <circle cx="22.5" cy="22" r="3.5" strokeWidth="2.5" className="fill-accent-solid" />
      </g>
    </svg>
  );
}
