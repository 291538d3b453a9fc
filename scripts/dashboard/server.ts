import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { Queue } from "bullmq";
import fastify, { type FastifyInstance } from "fastify";
import type pg from "pg";
import type { Logger } from "../../workers/logger.js";
import { carriesToken, isForThisMachine } from "./access.js";
import { answers, askQueues, askWarehouse } from "./facts.js";
import { createMetrics } from "./metrics.js";

const BOARD = "/queues";

/** The page may load nothing from elsewhere: who looks at a queue is nobody else's business. */
const SECURITY_HEADERS = {
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const FRONT = `<!doctype html><meta charset="utf-8"><title>boardsense</title>
<h1>boardsense</h1><ul><li><a href="${BOARD}/">Queues</a></li><li><a href="/metrics">Metrics</a></li>
<li><a href="/health">Health</a></li></ul>
`;

/**
 * The dashboard of an archive: `/queues/` (Bull Board), `/metrics` (Prometheus), `/health`. It only shows: whatever is
 * not a GET is refused. With a token every path but /health asks for it.
 */
export async function createDashboard(options: {
  pool: pg.Pool;
  queues: readonly Queue[];
  token: string | undefined;
  log: Logger;
}): Promise<FastifyInstance> {
  const { pool, queues, token, log } = options;
  const app = fastify({ logger: false });
  const onSilence = (what: string, error: Error) =>
    log.warn({ stage: "dashboard", what, error: error.message }, "a server does not answer");
  const metrics = createMetrics({
    warehouse: () => askWarehouse(pool, onSilence),
    queues: () => askQueues(queues, onSilence),
  });

  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const path = request.url.split("?", 1)[0] ?? "";
    if (path !== "/health") {
      if (token !== undefined && !carriesToken(request.headers.authorization, token)) {
        log.warn({ stage: "dashboard", path, address: request.ip }, "refused: no token, or a wrong one");
        reply.header(
          "www-authenticate",
          'Basic realm="boardsense: the token is the password", charset="UTF-8"',
        );
        return reply
          .code(401)
          .send({ error: "A token is needed: as a bearer, or as the password of any user." });
      }
      if (token === undefined && !isForThisMachine(request.headers.host)) {
        return reply
          .code(421)
          .send({ error: "Without a token the dashboard answers to 127.0.0.1 and localhost only." });
      }
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return reply
        .code(405)
        .send({ error: "The dashboard only shows. To try work again: boardsense retry." });
    }
  });
  app.setErrorHandler((error, request, reply) => {
    log.error(
      { stage: "dashboard", path: request.url.split("?", 1)[0], error: (error as Error).message },
      "a page failed",
    );
    return reply.code(500).send({ error: "The page could not be made; the log of the dashboard says why." });
  });

  app.get("/", async (_request, reply) => reply.type("text/html").send(FRONT));
  app.get("/health", async (_request, reply) => {
    const [warehouse, queue] = await Promise.all([
      answers("warehouse", onSilence, () => pool.query("select 1")),
      answers("queue", onSilence, () => Promise.all(queues.map((one) => one.getJobCounts("active")))),
    ]);
    const say = (isThere: boolean) => (isThere ? "answers" : "does not answer");
    return reply.code(warehouse && queue ? 200 : 503).send({ warehouse: say(warehouse), queue: say(queue) });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.render()),
  );

  const adapter = new FastifyAdapter();
  adapter.setBasePath(BOARD);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: "boardsense" } },
  });
  await app.register(adapter.registerPlugin(), { prefix: BOARD });
  return app;
}
