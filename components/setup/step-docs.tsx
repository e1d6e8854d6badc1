import type { ReactNode } from "react";
import { MenuPath } from "./menu-path.tsx";

type StepDocsProps = {
  why: ReactNode;
  /** The role in the other system: "A CXone administrator with the ACD permission". */
  who?: ReactNode;
  minutes?: number;
  path?: readonly string[];
  /** What even a green check leaves open. */
  doesNotProve?: ReactNode;
  /** More: what is needed before, links to the vendor's own pages. */
  children?: ReactNode;
};

/** What one wants to know beside a step: why, who, how long, where, and what the check does not prove. */
export function StepDocs({ why, who, minutes, path, doesNotProve, children }: StepDocsProps) {
  return (
    <dl className="space-y-4 text-sm">
      <Part term="Why">{why}</Part>
      {who && <Part term="Who can do it">{who}</Part>}
      {minutes !== undefined && <Part term="Takes">about {minutes} min</Part>}
      {path && (
        <Part term="Where">
          <MenuPath path={path} />
        </Part>
      )}
      {doesNotProve && <Part term="What the check does not prove">{doesNotProve}</Part>}
      {children && <Part term="Also">{children}</Part>}
    </dl>
  );
}

function Part({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-0.5 text-faint text-xs">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
