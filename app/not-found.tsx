import NextLink from "next/link";
import { Button } from "#components/ui/button.tsx";

export const metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center px-6">
      <p className="text-faint text-sm">404</p>
      <h1 className="mt-1 text-xl tracking-tight">Nothing is plugged in here</h1>
      <p className="mt-2 mb-5 text-muted">
        The address is wrong, the thing was removed, or your role does not include it.
      </p>
      <Button asChild variant="primary">
        <NextLink href="/">Go to the overview</NextLink>
      </Button>
    </main>
  );
}
