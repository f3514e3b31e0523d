/**
 * Loaded before the bundle (`node --import`): sets the machine's clock ahead by `SET_CLOCK_MS`, as NTP does, as soon as
 * `SET_CLOCK_AT` is printed.
 */
const ahead = Number(process.env['SET_CLOCK_MS']);
const moment = process.env['SET_CLOCK_AT'] ?? '';
const { now } = Date;
const write = process.stdout.write;

process.stdout.write = ((...args: Parameters<typeof write>) => {
  if (String(args[0]).includes(moment)) Date.now = () => now() + ahead;
  return write.apply(process.stdout, args);
}) as typeof write;
