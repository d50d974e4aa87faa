/* What a first visit downloads, gzipped, against the promise of the design (PG-1); fails above it. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1000;
const LIMITS = { "index.html": 130 * KB, "school.html": 80 * KB, css: 15 * KB, lazy: 30 * KB };
/** Nothing of GOV.UK's own look may reach the browser (DL-1). */
const FOREIGN = ["Transport", "crest", "crown", "GOV.UK"];

const dist = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
const weight = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** A chunk and all it imports at once; what it imports later is another visit's matter. */
function atOnce(key, seen = new Set()) {
  if (seen.has(key) || !(key in manifest)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) atOnce(next, seen);
  return seen;
}

const sum = (files) => [...new Set(files)].reduce((total, file) => total + weight(file), 0);
const scripts = (keys) => [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js"));
const styles = (keys) => [...keys].flatMap((key) => manifest[key].css ?? []);

const failures = [];
function report(what, bytes, limit) {
  console.log(`${what.padEnd(44)} ${(bytes / KB).toFixed(1).padStart(6)} kB of ${limit / KB}`);
  if (bytes > limit) failures.push(what);
}

/** A visit to a school page is its entry and the page of its kind of link; the staff app opens on Today. */
const VISITS = [
  ["index.html", "index.html"],
  ["school.html", "school.html", "src/school/Reply.tsx"],
  ["school.html", "school.html", "src/school/SpendReturn.tsx"],
];
for (const [entry, ...parts] of VISITS) {
  const keys = new Set(parts.flatMap((part) => [...atOnce(part)]));
  report(`first visit: ${parts.at(-1).replace("src/", "")}`, sum(scripts(keys)), LIMITS[entry]);
  report("  its CSS", sum(styles(keys)), LIMITS.css);
}
const first = new Set(VISITS.flatMap(([, ...parts]) => parts.flatMap((part) => [...atOnce(part)])));
for (const key of Object.keys(manifest).filter((name) => manifest[name].isDynamicEntry && !first.has(name))) {
  const later = [...atOnce(key)].filter((name) => !first.has(name));
  report(`later: ${key.replace("src/", "")}`, sum(scripts(later)), LIMITS.lazy);
}
for (const file of new Set(styles(Object.keys(manifest)))) {
  const css = readFileSync(join(dist, file), "utf8");
  for (const word of FOREIGN) if (css.includes(word)) failures.push(`${file} holds "${word}"`);
}
if (failures.length > 0) {
  console.error(`Over the limit or not ours: ${failures.join("; ")}`);
  process.exit(1);
}
