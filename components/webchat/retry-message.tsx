import RotateCw from "lucide-react/icons/rotate-cw";
import { Button } from "#components/ui/button.tsx";

/** Has a message sent again. */
export function RetryMessage({ onRetry }: { onRetry: () => void }) {
  return (
    <Button size="sm" variant="ghost" onClick={onRetry}>
      <RotateCw aria-hidden />
      Try again
    </Button>
  );
}
