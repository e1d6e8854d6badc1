"use client";

import { PageFailed, type PageFailedProps } from "#components/console/page-failed.tsx";

/** Where not even the frame of the console could be made. */
export default function ErrorPage(props: PageFailedProps) {
  return (
    <main className="mx-auto max-w-2xl px-6 py-16">
      <PageFailed {...props} />
    </main>
  );
}
