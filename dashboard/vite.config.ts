import { defaultClientConditions, defineConfig } from "vite";

/** Rooms of this repository whose modules do nothing but export: what the page does not use is left out. */
const PURE_ROOMS = /\/(config|controller)\/(src|dist)\//;

export default defineConfig({
  root: import.meta.dirname,
  // Relative addresses, so that the page also works below a path of a reverse proxy.
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: { conditions: ["source", ...defaultClientConditions] },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The server's content policy refuses data: scripts and styles; files always pass.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !PURE_ROOMS.test(id) },
    },
  },
  server: { proxy: { "/api": process.env["CROSSING_API"] ?? "http://127.0.0.1:8080" } },
});
