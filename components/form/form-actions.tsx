import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";

/** The row of buttons that ends a form: the main one first, what leads away at the other end. */
export function FormActions({
  aside,
  className,
  children,
}: {
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("flex flex-wrap items-center justify-between gap-2 pt-2", className)}>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
      {aside && <div className="flex flex-wrap items-center gap-2">{aside}</div>}
    </div>
  );
}
