import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What a path answers. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server of a test's own, on a free port of the loopback. */
export interface WebServer {
  /** "http://127.0.0.1:4711" */
  origin: string;
  port: number;
  /** Paths asked for, in order, and when. */
  requests: { path: string; at: number; headers: IncomingMessage["headers"] }[];
  /** The most requests that were ever open at once. */
  mostAtOnce(): number;
  on(path: string, handler: Handler): void;
  stop(): Promise<void>;
}

export async function startWebServer(): Promise<WebServer> {
  const handlers = new Map<string, Handler>();
  const requests: WebServer["requests"] = [];
  let [open, most] = [0, 0];
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on("close", () => {
      open -= 1;
    });
    const path = request.url ?? "";
    requests.push({ path, at: Date.now(), headers: request.headers });
    const handler = handlers.get(path);
    if (handler === undefined) response.writeHead(404).end("nothing here");
    else handler(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    mostAtOnce: () => most,
    on: (path, handler) => handlers.set(path, handler),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
