// Loaded into Node before an action. Where a step fails, act does not wait until it has read all that the step printed:
// the last lines may be lost. So a process that fails stays for a moment, long enough for act to read on.
process.on('exit', (code) => {
  if (code !== 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
});
