/** Two entries: the staff app and the pages a school opens by link. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Connect, Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { entryOf } from "./src/lib/entries.ts";

/** In development as in production: a school's link gets school.html, every other page index.html. */
function entryByPath(): Plugin {
  const choose: Connect.NextHandleFunction = (request, _response, next) => {
    if (request.headers.accept?.includes("text/html") && request.url) request.url = `/${entryOf(request.url)}`;
    next();
  };
  return {
    name: "onroll-entry-by-path",
    configureServer: (server) => void server.middlewares.use(choose),
    configurePreviewServer: (server) => void server.middlewares.use(choose),
  };
}

/** All styles are in one file, so a later page is a plain import: Vite's own loader weighs a kilobyte. */
function plainImports(): Plugin {
  return {
    name: "onroll-plain-imports",
    apply: "build",
    enforce: "pre",
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
  };
}

/** A .gz beside each asset, so that no server has to compress on the way (FS-27). */
function precompressed(): Plugin {
  return {
    name: "onroll-precompressed",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!fileName.startsWith("assets/")) continue;
          const source = file.type === "chunk" ? file.code : file.source;
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
        }
      },
    },
  };
}

/** What both entries need at once, in one file: small files compress badly (PG-1). */
const BASE = new RegExp(
  "node_modules/(react|react-dom|scheduler)/|src/api/(problem|fetching|formKey)|src/lib/(dates|member|yearGroup)\\.|" +
    "src/ui/(Banner|Button|ErrorSummary|Facts|Field|Form|Faces|Page|RadioGroup|fieldErrors|today|useSubmission)\\.",
);

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const api = process.env["ONROLL_API"] ?? "http://localhost:8000";

export default defineConfig({
  plugins: [plainImports(), react(), entryByPath(), precompressed()],
  appType: "mpa",
  define: { "import.meta.env.VITE_ONROLL_VERSION": JSON.stringify(version) },
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules/govuk-frontend/dist"], quietDeps: true } } },
  build: {
    target: "es2022",
    sourcemap: false,
    manifest: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", school: "school.html" },
      output: { codeSplitting: { groups: [{ name: "base", test: BASE, includeDependenciesRecursively: false }] } },
    },
  },
  server: { proxy: { "^/(api/|brand\\.css|brand/|docs|demo/mail|problems/|openapi\\.json)": api } },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost:8000/" } },
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 30_000,
  },
});
