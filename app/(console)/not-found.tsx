import NextLink from "next/link";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata = { title: "Not found" };

/** Something of the console that is gone: the navigation stays. */
export default function NotFound() {
  return (
    <>
      <PageHeader title="Nothing is plugged in here" note="The address is wrong, or the thing was deleted." />
      <Button asChild>
        <NextLink href="/overview">Go to the overview</NextLink>
      </Button>
    </>
  );
}
