process.exitCode = 1;
const { startStep } = await import('./bundle/index.js');
await startStep('gate');
