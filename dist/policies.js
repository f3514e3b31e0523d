process.exitCode = 1;
require('./bundle/index.js').startStep('policies');
