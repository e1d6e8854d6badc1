import { type ReactNode, useId } from "react";

/** A titled part of a long form. */
export function FieldsPart({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="space-y-4 border-t pt-4 first:border-t-0 first:pt-0">
      <div>
        <h2 id={titleId} className="text-base">
          {title}
        </h2>
        {note && <p className="text-muted text-sm">{note}</p>}
      </div>
      {children}
    </section>
  );
}
