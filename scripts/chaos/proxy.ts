import { connect, createServer, type Server, type Socket } from "node:net";

/** How traffic fares: it passes, connections break and are refused, or everything is swallowed without a word. */
export type Weather = "pass" | "drop" | "blackhole";

/** A network between workers and a server, with weather of its own. */
export interface Network {
  port: number;
  setWeather(weather: Weather): void;
  close(): Promise<void>;
}

/** Forwards a port of the loopback to another. */
export async function startProxy(targetPort: number): Promise<Network> {
  let weather: Weather = "pass";
  const pairs = new Set<{ near: Socket; far: Socket | null }>();

  const join = (pair: { near: Socket; far: Socket | null }): void => {
    const far = connect(targetPort, "127.0.0.1");
    pair.far = far;
    const part = () => {
      pair.near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    far.on("error", part).on("close", part);
    pair.near.on("error", part).on("close", part);
    pair.near.pipe(far);
    far.pipe(pair.near);
  };
  const server: Server = createServer((near) => {
    near.on("error", () => {});
    if (weather === "drop") {
      near.destroy();
      return;
    }
    const pair = { near, far: null as Socket | null };
    pairs.add(pair);
    if (weather === "blackhole") near.on("close", () => pairs.delete(pair));
    else join(pair);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  return {
    port,
    setWeather: (next) => {
      const before = weather;
      weather = next;
      for (const pair of [...pairs]) {
        if (next === "drop") {
          pair.near.destroy();
          pair.far?.destroy();
          pairs.delete(pair);
        } else if (next === "blackhole") {
          pair.near.unpipe();
          pair.far?.unpipe();
          pair.near.pause();
          pair.far?.pause();
        } else if (before === "blackhole") {
          if (pair.far === null) join(pair);
          else {
            pair.near.pipe(pair.far);
            pair.far.pipe(pair.near);
          }
        }
      }
    },
    close: async () => {
      for (const { near, far } of pairs) {
        near.destroy();
        far?.destroy();
      }
      await new Promise((done) => server.close(done));
    },
  };
}
