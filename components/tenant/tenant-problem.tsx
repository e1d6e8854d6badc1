import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";

/** CXone does not answer and nothing is known from before: the page says so, and where to mend it. */
export function TenantProblem({ problem, connectionId }: { problem: Problem; connectionId: string }) {
  return (
    <ErrorState
      problem={problem}
      actions={<Link href={`/connections/${connectionId}`}>Health of the connection</Link>}
    />
  );
}
