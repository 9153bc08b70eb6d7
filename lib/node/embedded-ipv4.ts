import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/** Code of the error with which a guarded look-up ends for such an address. */
export const EMBEDDED_IPV4 = 'EMBEDDED_IPV4';

const range = new BlockList();
range.addSubnet('::', 96, 'ipv6');

/**
 * Whether an address is an IPv6 notation of an IPv4 address that RFC 4291 deprecated (`::7f00:1` for 127.0.0.1). Some
 * systems still route them, and the filtering agent takes them for public ones.
 *
 * @param host an address, in a URL's brackets or not; names are none
 */
export function isEmbeddedIpv4(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  return isIPv6(address) && range.check(address, 'ipv6');
}

/** A resolver that refuses such addresses; all others are the filtering agent's to judge. */
export function guardLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (name, options, done) => {
    lookup(name, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((each) => each.address);
      const refused = addresses.some(isEmbeddedIpv4);
      done(refused ? Object.assign(new Error('refused'), { code: EMBEDDED_IPV4 }) : error, address, family);
    });
  };
}
