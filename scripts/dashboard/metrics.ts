import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { QueueFacts, WarehouseFacts } from "./facts.js";

/** What is asked for every scrape; null where a server does not answer. */
export interface MetricSources {
  warehouse(): Promise<WarehouseFacts | null>;
  queues(): Promise<QueueFacts[] | null>;
}

/** Metrics of an archive as Prometheus reads them. */
export interface Metrics {
  contentType: string;
  /** Asks anew; scrapes at the same time share an answer. Never throws where a server is away: `…_up` says so. */
  render(): Promise<string>;
}

/** The metrics of an archive: names and what they mean stand in docs/operations.md. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `boardsense_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  const gauges = {
    warehouseUp: gauge("warehouse_up", "1 where the database answers."),
    queueUp: gauge("queue_up", "1 where the queue answers."),
    documents: gauge("documents", "Files by their outcome.", ["outcome"]),
    failures: gauge("failures", "What was not done, by reason and whose fault it is.", ["reason", "because"]),
    unfinished: gauge("unfinished", "Documents or bodies still to be done, by stage.", ["stage"]),
    jobs: gauge("queue_jobs", "Jobs by queue and state.", ["queue", "state"]),
    workers: gauge("queue_workers", "Workers connected to a queue.", ["queue"]),
    runStarted: gauge("run_started_timestamp_seconds", "When the latest run of a command began.", [
      "command",
    ]),
    runFinished: gauge(
      "run_finished_timestamp_seconds",
      "When the latest run of a command ended, by how it ended.",
      ["command", "status"],
    ),
    runAge: gauge("run_age_seconds", "Seconds since any run ended.", []),
    nightOk: gauge("last_night_ok", "1 where the last night of a schedule ran and ended well.", ["schedule"]),
  };

  const setWarehouse = (facts: WarehouseFacts | null): void => {
    gauges.warehouseUp.set(facts === null ? 0 : 1);
    const { documents, failures, unfinished, runStarted, runFinished, runAge, nightOk } = gauges;
    for (const one of [documents, failures, unfinished, runStarted, runFinished, runAge, nightOk])
      one.reset();
    // A figure of before would hide that nobody knows it now.
    if (facts === null) {
      runAge.remove();
      return;
    }
    for (const [outcome, files] of facts.outcomes) documents.set({ outcome }, files);
    for (const { reason, because, failures: count } of facts.failures)
      failures.set({ reason, because }, count);
    unfinished.set({ stage: "extract" }, facts.unfinished.toRead);
    unfinished.set({ stage: "code" }, facts.unfinished.toCode);
    unfinished.set({ stage: "consolidate" }, facts.unfinished.toConsolidate);
    const ends: number[] = [];
    for (const { command, status, startedAt, finishedAt } of facts.runs) {
      runStarted.set({ command }, startedAt.getTime() / 1000);
      if (finishedAt === null) continue;
      runFinished.set({ command, status }, finishedAt.getTime() / 1000);
      ends.push(finishedAt.getTime());
    }
    if (ends.length === 0) runAge.remove();
    else runAge.set(Math.max(0, (Date.now() - Math.max(...ends)) / 1000));
    for (const { schedule, isWell } of facts.nights) nightOk.set({ schedule }, isWell ? 1 : 0);
  };

  const setQueues = (facts: QueueFacts[] | null): void => {
    gauges.queueUp.set(facts === null ? 0 : 1);
    gauges.jobs.reset();
    gauges.workers.reset();
    for (const { queue, counts, workers } of facts ?? []) {
      for (const [state, count] of Object.entries(counts)) gauges.jobs.set({ queue, state }, count);
      gauges.workers.set({ queue }, workers);
    }
  };

  let running: Promise<string> | null = null;
  const render = async (): Promise<string> => {
    const [warehouse, queues] = await Promise.all([sources.warehouse(), sources.queues()]);
    setWarehouse(warehouse);
    setQueues(queues);
    return registry.metrics();
  };
  return {
    contentType: registry.contentType,
    render: () => {
      running ??= render().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
