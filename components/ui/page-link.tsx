import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link within the console. Next would ask the server about every link in view, thirty times a page with the
 * navigation, and know no more by it: each page is made for who opens it, and so comes whole on the click.
 */
export function PageLink(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
