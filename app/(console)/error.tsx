"use client";

// One page failed: the navigation stays, and every other page is a click away.
export { PageFailed as default } from "#components/console/page-failed.tsx";
