import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { UsageError } from "../errors.js";

/** Whether only this machine can reach what listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Throws `UsageError` where others could reach the dashboard and nothing would ask who they are. */
export function refuseOpenDoor(host: string, token: string | undefined): void {
  if (isLoopback(host) || token !== undefined) return;
  throw new UsageError(
    `The dashboard does not listen on ${host} without a token: others could read it. Set BOARDSENSE_DASHBOARD_TOKEN ` +
      "(`openssl rand -hex 32` makes one), or listen on 127.0.0.1.",
  );
}

/**
 * Whether a request's `authorization` header carries the token: as a bearer, or as the password that a browser asks
 * for. Takes as long for a wrong token as for the right one.
 */
export function carriesToken(authorization: string | undefined, token: string): boolean {
  const [scheme = "", value = ""] = (authorization ?? "").split(/ +/, 2);
  if (/^bearer$/i.test(scheme)) return isSame(value, token);
  if (!/^basic$/i.test(scheme)) return false;
  const words = Buffer.from(value, "base64").toString();
  return isSame(words.slice(words.indexOf(":") + 1), token);
}

/**
 * Whether a request that needs no token was meant for this machine: a page of the open web may point a name of its
 * own at 127.0.0.1 and read what listens there.
 */
export function isForThisMachine(hostHeader: string | undefined): boolean {
  const host = (hostHeader ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return isLoopback(host);
}

function isSame(given: string, token: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
