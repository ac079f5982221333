// Better Auth on SQLite, for `make peers`: `node server.mjs PORT DATABASE [cache]`. With `cache`, its cookie cache
// is on, for the five minutes that its documentation shows.
//
// One process for each processor, as Node's documentation advises for a server under load. Its rate limit is off:
// it counts the requests of an address, and here all come from one.
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';

import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import Database from 'better-sqlite3';

const [port, file, cache] = process.argv.slice(2);
const database = new Database(file, { timeout: 5000 });
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');

const options = {
  database,
  baseURL: `http://127.0.0.1:${port}`,
  secret: process.env.PEER_SECRET,
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  session: { cookieCache: { enabled: cache === 'cache', maxAge: 5 * 60 } },
  telemetry: { enabled: false },
};

if (cluster.isPrimary) {
  await (await getMigrations(options)).runMigrations();
  for (let worker = 0; worker < availableParallelism(); worker += 1) cluster.fork();
} else {
  createServer(toNodeHandler(betterAuth(options))).listen(Number(port), '127.0.0.1');
}
