// The smallest script that asks a Platform anything.
await fetch('http://127.0.0.1:9/').catch(() => {});
console.log('asked');
