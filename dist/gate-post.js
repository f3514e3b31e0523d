process.exitCode = 1;
const { startPost } = await import('./bundle/index.js');
await startPost('gate-post');
