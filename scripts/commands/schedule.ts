import { Command } from "commander";
import { Schedule } from "../../schemas/schedule.js";
import { addSchedule, removeSchedule } from "../../sql/load/index.js";
import { openEngine } from "../../workers/engine.js";
import { checkSchedule, nextDue } from "../../workers/schedule/due.js";
import { startScheduler } from "../../workers/schedule/scheduler.js";
import { openArchive, withArchive } from "../archive.js";
import { ExpectedError, UsageError } from "../errors.js";
import { onInterrupt } from "../run/process-archive.js";
import { describeNight, describeSchedules, sayMoment } from "../schedule/describe.js";
import { readSources } from "../schedule/read-sources.js";
import { runSchedule } from "../schedule/run-schedule.js";

interface AddOptions {
  cron: string;
  tz: string;
  source: string[];
}

/** `boardsense schedule`: what is looked at every night. */
export function scheduleCommand(): Command {
  return new Command("schedule")
    .description(
      "Look at folders and addresses every night: add, list, run and remove schedules. `boardsense worker` carries them out.",
    )
    .addHelpText(
      "after",
      '\nExample:\n\n    boardsense schedule add minutes --cron "30 1 * * *" --tz Europe/London --source /archive/minutes\n',
    )
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(runCommand())
    .addCommand(removeCommand())
    .addCommand(serveCommand());
}

function addCommand(): Command {
  return new Command("add")
    .description("Add a schedule: when which folders, files and manifests are looked at.")
    .argument("<name>", "a name of your own: letters, digits, '-' and '_'")
    .requiredOption("--cron <fields>", "minute, hour, day of month, month, day of week")
    .option("--tz <zone>", "time zone of the cron fields", "UTC")
    .requiredOption(
      "--source <place...>",
      "a folder, file or glob, or a manifest (.csv) of paths and urls; CODE=PLACE names the body whose minutes they are",
    )
    .addHelpText(
      "after",
      '\nExample:\n\n    boardsense schedule add minutes --cron "30 1 * * *" --tz Europe/London \\\n      --source RX1=/archive/rx1 --source /archive/addresses.csv\n',
    )
    .action((name: string, options: AddOptions, command: Command) => {
      const parsed = Schedule.shape.name.safeParse(name);
      if (!parsed.success)
        throw new UsageError(`'${name}' cannot be a name: use letters, digits, '-' and '_'.`);
      const schedule = { name, cron: options.cron, timeZone: options.tz };
      checkSchedule(schedule, new Date());
      return withArchive(command, async ({ pool }) => {
        const sources = await readSources(options.source);
        if (!(await addSchedule(pool, { ...schedule, sources }))) {
          throw new UsageError(
            `There is a schedule '${name}' already. Remove it first (boardsense schedule remove ${name}), or choose another name.`,
          );
        }
        const next = nextDue(schedule, new Date());
        process.stdout.write(
          `Added '${name}'. Its next run: ${next === null ? "never" : sayMoment(next, options.tz)}.\n` +
            "`boardsense worker` carries it out; on a machine without one, let cron call " +
            `\`boardsense schedule run ${name}\`.\n`,
        );
      });
    });
}

function listCommand(): Command {
  return new Command("list")
    .description("List the schedules with their sources, their last night and their next run.")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense schedule list\n")
    .action((options: { json?: boolean }, command: Command) =>
      withArchive(command, async ({ pool }) => {
        process.stdout.write(await describeSchedules(pool, options.json === true));
      }),
    );
}

function runCommand(): Command {
  return new Command("run")
    .description("Carry out a schedule now, in this process; a night that is due counts as had.")
    .argument("<name>", "the schedule")
    .option("--accept-empty", "note files as missing although their whole folder is empty")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense schedule run minutes\n")
    .action((name: string, options: { acceptEmpty?: boolean; json?: boolean }, command: Command) =>
      withArchive(command, async (archive) => {
        const report = await runSchedule(archive, name, {
          acceptEmpty: options.acceptEmpty === true,
          isQuiet: options.json === true,
        });
        for (const problem of report.problems) process.stderr.write(`${problem}\n`);
        process.stdout.write(
          options.json ? `${JSON.stringify(report, null, 2)}\n` : `${describeNight(report)}\n`,
        );
        process.exitCode = report.exitCode;
      }),
    );
}

function removeCommand(): Command {
  return new Command("remove")
    .description("Remove a schedule. What it took in stays, and so does the record of its runs.")
    .argument("<name>", "the schedule")
    .addHelpText("after", "\nExample:\n\n    boardsense schedule remove minutes\n")
    .action((name: string, _options: object, command: Command) =>
      withArchive(command, async ({ pool }) => {
        if (!(await removeSchedule(pool, name))) {
          throw new ExpectedError(
            `There is no schedule '${name}'. \`boardsense schedule list\` shows those there are.`,
          );
        }
        process.stdout.write(`Removed '${name}'.\n`);
      }),
    );
}

function serveCommand(): Command {
  return new Command("serve")
    .description(
      "Carry out the schedules until told to stop and leave reading and coding to `boardsense worker` processes, which need no help with schedules where this runs.",
    )
    .addHelpText("after", "\nExample:\n\n    DATABASE_URL=postgres://… boardsense schedule serve\n")
    .action(async (_options: object, command: Command) => {
      const archive = await openArchive(command, { logTo: "stderr" });
      try {
        const engine = await openEngine(archive);
        const scheduler = startScheduler({ ...archive, queues: engine.queues });
        process.stderr.write(`Carrying out schedules (queue in ${engine.queues.backend.kind}).\n`);
        await new Promise<void>((stopped) => {
          const release = onInterrupt(() => {
            release();
            stopped();
          });
        });
        await scheduler.stop();
        await engine.stop(0);
      } finally {
        await archive.close();
      }
    });
}
