import { randomBytes } from "node:crypto";
import { Command } from "commander";
import { READER, setRolePassword } from "../../sql/roles.js";
import { inTransaction } from "../../sql/run-query.js";
import { type Warehouse, withLogin } from "../../sql/warehouse.js";
import { makeWriterRole, WRITER } from "../../sql/writer-role.js";
import { prepareQueueTables } from "../../workers/queue/queue-tables.js";
import { readConfig } from "../config.js";
import { ExpectedError, UsageError } from "../errors.js";
import { readSecretLine } from "../read-secret.js";
import type { DbTools } from "./db.js";

interface RoleOptions {
  setPassword?: boolean;
  passwordStdin?: boolean;
}

/** `boardsense db reader` and `db writer`: the logins of analysts and of workers. */
export function roleCommands(tools: DbTools): Command[] {
  return [readerCommand(tools), writerCommand(tools)];
}

const PASSWORDS =
  "\nThe password is never taken from the command line: it is made up, or comes from\nBOARDSENSE_ROLE_PASSWORD or a line on stdin.\n";

function readerCommand(tools: DbTools): Command {
  return withPasswordOptions(new Command("reader"))
    .description(`Say whether the read-only login ${READER} is there, or give it a new password.`)
    .addHelpText("after", `${PASSWORDS}\nExample:\n\n    boardsense db reader --set-password\n`)
    .action(async (options: RoleOptions, command: Command) => {
      const password = await readPassword(options);
      await withWarehouse(tools, command, async (warehouse) => {
        if (warehouse.isEmbedded) {
          if (password !== null) {
            throw new UsageError(
              "The archive's own server keeps the password of this login itself: boardsense db url prints it.",
            );
          }
          process.stdout.write(`${READER} is ready: boardsense db url prints its address.\n`);
          return;
        }
        const { rowCount } = await warehouse.pool.query("select 1 from pg_roles where rolname = $1", [
          READER,
        ]);
        if (rowCount === 0) throw mayMakeNoRoles(READER);
        if (password === null) {
          process.stdout.write(`${READER} is there. A new password: boardsense db reader --set-password\n`);
          return;
        }
        await setRolePassword(warehouse.pool, READER, password.text);
        sayAddress(warehouse, READER, password, "DATABASE_READER_URL");
      });
    });
}

function writerCommand(tools: DbTools): Command {
  return withPasswordOptions(new Command("writer"))
    .description(
      `Make the login ${WRITER} for workers: it may write rows and use the queue, and change no schema. Also gives it a new password.`,
    )
    .addHelpText("after", `${PASSWORDS}\nExample:\n\n    boardsense db writer --set-password\n`)
    .action(async (options: RoleOptions, command: Command) => {
      const password = await readPassword(options);
      await withWarehouse(tools, command, async (warehouse) => {
        if (warehouse.isEmbedded) {
          throw new UsageError(
            "The archive's own server is for this user alone and needs no login for workers. Set DATABASE_URL to a server of your own.",
          );
        }
        // Granted together with the warehouse's tables, and so made before.
        if (readConfig(process.env).REDIS_URL === undefined) await prepareQueueTables(warehouse.url);
        try {
          await inTransaction(warehouse.pool, (client) => makeWriterRole(client, password?.text ?? null));
        } catch (error) {
          if ((error as { code?: string }).code === "42501") throw mayMakeNoRoles(WRITER);
          throw error;
        }
        if (password === null) {
          process.stdout.write(
            `${WRITER} may work in this database. A password: boardsense db writer --set-password\n`,
          );
          return;
        }
        sayAddress(warehouse, WRITER, password, "DATABASE_URL of workers");
      });
    });
}

function withPasswordOptions(command: Command): Command {
  return command
    .option(
      "--set-password",
      "give it a new password: BOARDSENSE_ROLE_PASSWORD, or one that is made up and printed",
    )
    .option("--password-stdin", "give it the password that stands on a line of stdin");
}

/** The password to give, and whether it was made up here; null where none is to be given. */
async function readPassword(options: RoleOptions): Promise<{ text: string; isMadeUp: boolean } | null> {
  if (options.passwordStdin) return { text: await readSecretLine(process.stdin), isMadeUp: false };
  if (!options.setPassword) return null;
  const given = readConfig(process.env).BOARDSENSE_ROLE_PASSWORD;
  return given === undefined
    ? { text: randomBytes(24).toString("base64url"), isMadeUp: true }
    : { text: given, isMadeUp: false };
}

function sayAddress(
  warehouse: Warehouse,
  role: string,
  password: { text: string; isMadeUp: boolean },
  use: string,
): void {
  if (!password.isMadeUp) {
    process.stdout.write(`${role} has the password that you gave.\n`);
    return;
  }
  process.stdout.write(`${withLogin(warehouse.url, role, password.text)}\n`);
  process.stderr.write(`Keep this address as ${use}; it is not stored anywhere.\n`);
}

function mayMakeNoRoles(role: string): ExpectedError {
  return new ExpectedError(
    `The login of DATABASE_URL may not make or change roles. Ask an administrator to run "create role ${role} login" and "grant ${role} to your login with admin option", then run this again.`,
  );
}

async function withWarehouse(
  tools: DbTools,
  command: Command,
  use: (warehouse: Warehouse) => Promise<void>,
): Promise<void> {
  const warehouse = await tools.open(command);
  try {
    await use(warehouse);
  } finally {
    await warehouse.close();
  }
}
