import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import zlib from "node:zlib";

type PageManifest = { entryJSFiles?: Record<string, string[]> };

/**
 * Gzipped bytes of the scripts that a browser loads for each page of a build: those of every page, and those of the
 * page itself, its layouts and boundaries. What is loaded later, when it is seen, does not count.
 */
export function firstLoadSizes(build: string): Map<string, number> {
  const main = JSON.parse(fs.readFileSync(path.join(build, "build-manifest.json"), "utf8")) as {
    rootMainFiles: string[];
  };
  const sizes = new Map<string, number>();
  const sizeOf = (file: string) => {
    const known = sizes.get(file);
    if (known !== undefined) return known;
    const size = zlib.gzipSync(fs.readFileSync(path.join(build, file)), { level: 9 }).length;
    sizes.set(file, size);
    return size;
  };
  const pages = new Map<string, number>();
  for (const [page, manifest] of pageManifests(build)) {
    const files = new Set([...main.rootMainFiles, ...Object.values(manifest.entryJSFiles ?? {}).flat()]);
    pages.set(
      page,
      [...files].reduce((sum, file) => sum + sizeOf(file), 0),
    );
  }
  return pages;
}

/** By the address of the page; groups such as `(console)` are not part of it. */
function pageManifests(build: string): Map<string, PageManifest> {
  const manifests = new Map<string, PageManifest>();
  const folder = path.join(build, "server/app");
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (path.basename(name) !== "page_client-reference-manifest.js") continue;
    const context: { __RSC_MANIFEST?: Record<string, PageManifest> } = {};
    vm.runInNewContext(
      fs.readFileSync(path.join(folder, name), "utf8"),
      Object.assign(context, { globalThis: context }),
    );
    for (const [entry, manifest] of Object.entries(context.__RSC_MANIFEST ?? {})) {
      const address = entry.replace(/\/page$/, "").replaceAll(/\/\([^)]+\)/g, "") || "/";
      if (!address.startsWith("/_")) manifests.set(address, manifest);
    }
  }
  return manifests;
}
