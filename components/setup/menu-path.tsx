import ChevronRight from "lucide-react/icons/chevron-right";
import { Fragment } from "react";
import { cn } from "../ui/cn.ts";

type MenuPathProps = {
  /** As the vendor writes them: ["CXone", "ACD", "Digital", "Bring Your Own Channel"]. */
  path: readonly string[];
  className?: string;
};

/** Where to click in another system. */
export function MenuPath({ path, className }: MenuPathProps) {
  return (
    <span className={cn("inline-flex flex-wrap items-center gap-x-1 text-sm", className)}>
      {path.map((part, index) => (
        <Fragment key={path.slice(0, index + 1).join(">")}>
          {index > 0 && (
            <>
              <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />
              <span className="sr-only">, then </span>
            </>
          )}
          <span className={cn(index === path.length - 1 && "font-medium")}>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}
