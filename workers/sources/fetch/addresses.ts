import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** An address that is not fetched from, in a user's words. */
export class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError";
}

/** Asks for all addresses of a name. */
export type Resolver = (
  name: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const askSystem: Resolver = (name, answer) =>
  systemLookup(name, { all: true }, (error, addresses) => answer(error, addresses ?? []));

/** Whether an address is one of the public internet: not loopback, private, link-local, carrier-grade, multicast … */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address written as IPv6 counts as what it is.
  return ipaddr.process(address).range() === "unicast";
}

/**
 * Throws `RefusedAddressError` for what is not to be fetched by its writing alone. Names are checked when they are
 * connected to (`publicLookup`).
 */
export function checkAddress(url: URL, allowedHosts: ReadonlySet<string>): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new RefusedAddressError(`${url.protocol}// is not fetched from: http and https are.`);
  }
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host) && !allowedHosts.has(host)) throw refusal(host, host);
}

/**
 * Finds the address to connect to and refuses those that are not public, unless the name is allowed. The connection
 * is made to the very address that was checked: a name that answers differently the next time gains nothing.
 */
export function publicLookup(
  allowedHosts: ReadonlySet<string>,
  resolve: Resolver = askSystem,
): LookupFunction {
  return (name, options, answer) => {
    resolve(name, (error, found) => {
      if (error !== null) return answer(error, "", 0);
      const family = options.family === 4 || options.family === 6 ? options.family : 0;
      const fitting = found.filter((one) => family === 0 || one.family === family);
      const allowed = allowedHosts.has(name.toLowerCase())
        ? fitting
        : fitting.filter(({ address }) => isPublicAddress(address));
      const [first] = allowed;
      if (first === undefined) return answer(refusal(name, found[0]?.address ?? "no address"), "", 0);
      if (options.all) return answer(null, allowed);
      return answer(null, first.address, first.family);
    });
  };
}

/** The host of an address, an IPv6 one without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
}

function refusal(host: string, address: string): RefusedAddressError {
  const where = host === address ? host : `${host} (${address})`;
  return new RefusedAddressError(
    `${where} is an address of this machine or of a private network, and is not fetched from. ` +
      `If that is meant, put ${host} into BOARDSENSE_FETCH_PRIVATE.`,
  );
}
