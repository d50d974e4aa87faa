/** Two entries: the staff app and the pages a school opens by link. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Connect, Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { entryOf } from "./src/lib/paths.ts";

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

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const api = process.env["ONROLL_API"] ?? "http://localhost:8000";

export default defineConfig({
  plugins: [react(), entryByPath(), precompressed()],
  appType: "mpa",
  define: { "import.meta.env.VITE_ONROLL_VERSION": JSON.stringify(version) },
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules/govuk-frontend/dist"], quietDeps: true } } },
  build: {
    target: "es2022",
    sourcemap: false,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: "index.html", school: "school.html" } },
  },
  server: { proxy: { "^/(api/|brand\\.css|brand/|docs|demo/mail|problems/|openapi\\.json)": api } },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost:8000/" } },
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
