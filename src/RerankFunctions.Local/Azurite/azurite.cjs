// Runs Azurite for as long as standard input stays open. The runner holds the other end, so Azurite closes its files and ends
// with the runner, even when that is killed. Ctrl-C reaches every process of a terminal; it is left to the runner, which
// still needs its storage while it stops.
'use strict';

const once = process.once;
process.once = function (event, listener) {
  return event === 'SIGINT' ? this : once.call(this, event, listener);
};
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});

process.stdin.resume();
process.stdin.on('close', () => {
  if (process.listenerCount('message') === 0) {
    process.exit();
  }
  process.emit('message', 'shutdown');
  setTimeout(() => process.exit(), 5000).unref();
});

require('./xml-names.cjs');
require('azurite/dist/src/azurite.js');
