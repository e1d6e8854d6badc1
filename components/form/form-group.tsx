import { type ReactNode, useId } from "react";

/** Fields that belong together, under a line and a heading. */
export function FormGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t pt-4">
      <h2 id={id} className="text-base">
        {title}
      </h2>
      {children}
    </section>
  );
}
