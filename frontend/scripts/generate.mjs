/* Types of the API for the web app, from the committed openapi/*.json: offline, no running server. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const SERVICES = ["placements", "funding", "accountability", "gateway"];
const frontend = join(dirname(fileURLToPath(import.meta.url)), "..");
const contracts = process.env.ONROLL_OPENAPI ?? join(frontend, "..", "openapi");
const generated = join(frontend, "src", "api", "generated");

/** Two services may both offer /v1/today; whole paths keep their answers apart in the query cache. */
function withWholePaths(service, document) {
  const prefix = `/api/${service}`;
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path.startsWith(prefix) ? path : prefix + path,
      item,
    ]),
  );
  return { ...document, paths };
}

async function generate(service) {
  const source = join(contracts, `${service}.json`);
  if (!existsSync(source)) throw new Error(`openapi/${service}.json is missing: run "onroll openapi" first.`);
  const document = withWholePaths(service, JSON.parse(readFileSync(source, "utf8")));
  const ast = await openapiTS(document, { alphabetize: true, exportType: true, defaultNonNullable: false });
  const target = join(generated, `${service}.ts`);
  const text = `/* Made by npm run generate from openapi/${service}.json. */\n${astToString(ast)}`;
  if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
  return Object.keys(document.paths);
}

mkdirSync(generated, { recursive: true });
const paths = (await Promise.all(SERVICES.map(generate))).flat();
const twice = paths.filter((path, at) => paths.indexOf(path) !== at);
if (twice.length > 0) throw new Error(`Two services offer the same path: ${twice.join(", ")}`);
