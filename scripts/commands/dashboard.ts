import { Command, InvalidArgumentError } from "commander";
import { QUEUE_NAMES } from "../../schemas/jobs.js";
import { openEngine } from "../../workers/engine.js";
import { openArchive } from "../archive.js";
import { readConfig } from "../config.js";
import { refuseOpenDoor } from "../dashboard/access.js";
import { createDashboard } from "../dashboard/server.js";
import { onInterrupt } from "../run/process-archive.js";

interface DashboardOptions {
  host: string;
  port: number;
}

/** `boardsense dashboard`: the queue, metrics and health of an archive on a port of its own. */
export function dashboardCommand(): Command {
  return new Command("dashboard")
    .description(
      "Show the queue in the browser (/queues/), metrics for Prometheus (/metrics) and whether all is there (/health), until told to stop.",
    )
    .option("--host <address>", "where to listen; any but this machine's own needs a token", "127.0.0.1")
    .option("--port <n>", "on which port; 0 takes a free one", readPort, 9477)
    .addHelpText(
      "after",
      "\nThe token is BOARDSENSE_DASHBOARD_TOKEN. With it every page but /health asks for it: as a bearer, or as the\npassword in a browser.\n\nExample:\n\n    BOARDSENSE_DASHBOARD_TOKEN=… boardsense dashboard --host 0.0.0.0\n",
    )
    .action(async ({ host, port }: DashboardOptions, command: Command) => {
      const token = readConfig(process.env).BOARDSENSE_DASHBOARD_TOKEN;
      refuseOpenDoor(host, token);
      const archive = await openArchive(command, { logTo: "stderr" });
      try {
        const engine = await openEngine(archive);
        const queues = QUEUE_NAMES.map((name) => {
          const queue = engine.queues.backend.createQueue(name);
          queue.on("error", (error) =>
            archive.log.warn(
              { stage: "dashboard", queue: name, error: error.message },
              "the queue reports an error",
            ),
          );
          return queue;
        });
        const app = await createDashboard({ pool: archive.pool, queues, token, log: archive.log });
        try {
          const address = await app.listen({ host, port });
          process.stderr.write(`The dashboard is at ${address}/ (queue in ${engine.queues.backend.kind}).\n`);
          await new Promise<void>((stopped) => {
            const release = onInterrupt(() => {
              release();
              stopped();
            });
          });
        } finally {
          await app.close();
          await Promise.all(queues.map((queue) => queue.close()));
          await engine.stop(0);
        }
      } finally {
        await archive.close();
      }
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("A port from 0 to 65535.");
  return port;
}
