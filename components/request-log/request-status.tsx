import { State } from "#components/ui/state.tsx";

type RequestStatusProps = { status: number | null; error: string | null; pill?: boolean };

/** What DNS answers with (RFC 1035 §4.1.1); codes of HTTP and SMTP are longer. */
const RCODES: Record<number, string> = { 0: "NOERROR", 3: "NXDOMAIN" };

/** How a call ended: its status code, or that no answer came. */
export function RequestStatus({ status, error, pill }: RequestStatusProps) {
  if (status === null) {
    return (
      <State kind="bad" pill={pill}>
        No answer
      </State>
    );
  }
  // 401 and 404 may be what was hoped for; only the caller knows. `error` says that it was not.
  const kind = error !== null || status >= 500 ? "bad" : status >= 400 ? "warning" : "good";
  return (
    <State kind={kind} pill={pill}>
      {RCODES[status] ?? status}
    </State>
  );
}
