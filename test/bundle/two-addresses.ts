/**
 * Loaded before the bundle (`node --import`): every host has an address of IPv6 and one of IPv4, on this machine. At the
 * end it prints how long each is tried.
 */
import dns from 'node:dns';
import net from 'node:net';

type Found = (error: Error | null, addresses: { address: string; family: number }[]) => void;

const ADDRESSES = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

Reflect.set(dns, 'lookup', (_host: string, _options: unknown, found: Found) => {
  process.nextTick(found, null, ADDRESSES);
});

process.on('exit', () => {
  process.stdout.write(`an address is tried for ${net.getDefaultAutoSelectFamilyAttemptTimeout()} ms\n`);
});
