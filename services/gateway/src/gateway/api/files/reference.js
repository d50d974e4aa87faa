// Draws the reference of the API from /openapi.json, as text only: nothing here becomes markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];

function element(tag, words, className) {
  const made = document.createElement(tag);
  if (words !== undefined) made.textContent = words;
  if (className !== undefined) made.className = className;
  return made;
}

function nameOf(reference) {
  return reference.split("/").pop();
}

function typeOf(schema) {
  if (schema === undefined) return "";
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.type === "array") return `list of ${typeOf(schema.items)}`;
  if (schema.enum !== undefined) return schema.enum.join(" | ");
  return [schema.type, schema.format].filter(Boolean).join(", ");
}

function table(heads, rows) {
  const made = element("table");
  const head = made.createTHead().insertRow();
  for (const words of heads) {
    const cell = element("th", words);
    cell.scope = "col";
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const words of row) line.append(element("td", words));
  }
  return made;
}

function whoMay(operation) {
  const right = operation["x-onroll-right"];
  if (right === undefined) return "";
  const roles = right.roles.length > 0 ? ` Roles: ${right.roles.join(", ")}.` : "";
  return `Scope: ${right.scope}. Callers: ${right.actors.join(", ")}.${roles}`;
}

function contentRows(answers) {
  return Object.entries(answers).map(([status, answer]) => {
    const types = Object.values(answer.content ?? {}).map((content) => typeOf(content.schema));
    return [status, answer.description ?? "", types.join(" or ")];
  });
}

function operationDetails(path, method, operation) {
  const details = element("details");
  details.id = operation.operationId;
  const summary = element("summary");
  summary.append(element("span", method.toUpperCase(), "method"), element("code", path), ` ${operation.summary ?? ""}`);
  details.append(summary, element("p", operation.description ?? ""), element("p", whoMay(operation), "quiet"));
  const parameters = operation.parameters ?? [];
  if (parameters.length > 0) {
    const rows = parameters.map((p) => [p.name, p.in, typeOf(p.schema), p.required ? "needed" : "", p.description ?? ""]);
    details.append(table(["Parameter", "In", "Type", "", "Meaning"], rows));
  }
  const body = operation.requestBody?.content ?? {};
  for (const [type, content] of Object.entries(body)) {
    details.append(element("p", `Body: ${type}, ${typeOf(content.schema)}`));
  }
  details.append(table(["Status", "Meaning", "Body"], contentRows(operation.responses)));
  return details;
}

function byService(paths) {
  const services = new Map();
  for (const [path, item] of Object.entries(paths)) {
    const service = path.startsWith("/api/") ? path.split("/")[2] : "gateway";
    const operations = services.get(service) ?? [];
    for (const method of METHODS) {
      if (item[method] !== undefined) operations.push(operationDetails(path, method, item[method]));
    }
    services.set(service, operations);
  }
  return services;
}

function fieldRows(schema) {
  const needed = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    typeOf(field),
    needed.has(name) ? "always" : "",
    field.description ?? "",
  ]);
}

function schemaDetails([name, schema]) {
  const details = element("details");
  details.append(element("summary", name), element("p", schema.description ?? ""));
  const rows = fieldRows(schema);
  details.append(rows.length > 0 ? table(["Field", "Type", "", "Meaning"], rows) : element("p", typeOf(schema)));
  return details;
}

async function draw(place) {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(String(answer.status));
  const api = await answer.json();
  const parts = [];
  for (const [service, operations] of byService(api.paths)) parts.push(element("h2", service), ...operations);
  parts.push(element("h2", "Data"), ...Object.entries(api.components.schemas).map(schemaDetails));
  place.replaceChildren(...parts);
}

const place = document.getElementById("reference");
draw(place).catch(() => place.replaceChildren(element("p", "The operations could not be loaded. Try again later.")));
