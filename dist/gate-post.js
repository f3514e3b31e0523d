process.exitCode = 1;
require('./bundle/index.js').startPost('gate-post');
