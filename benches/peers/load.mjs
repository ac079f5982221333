// The load: wrk, which answers with requests a second and percentiles, and costs little beside a server.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MILLISECONDS = { us: 1e-3, ms: 1, s: 1e3, m: 6e4 };

/**
 * Sends GET requests for `seconds`, over connections that are kept, each answered before the next is sent:
 * requests a second, and the median and the 99th percentile of the times in milliseconds. Anything but success,
 * also of one request, is an error.
 */
export async function load(url, { cookie, seconds, connections }) {
  const headers = ['-H', 'accept: application/json', ...(cookie ? ['-H', `cookie: ${cookie}`] : [])];
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '--timeout', '10s', ...headers];
  const { stdout } = await promisify(execFile)('wrk', [...options, url]).catch((error) => {
    throw error.code === 'ENOENT' ? new Error('there is no wrk: run bin/setup peers') : error;
  });
  const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(stdout);
  if (failed) throw new Error(`${url}: ${failed[0]}`);
  const time = (percent) => {
    const [, number, unit] = new RegExp(`\\b${percent}%\\s+([\\d.]+)(us|ms|s|m)\\b`).exec(stdout);
    return Number(number) * MILLISECONDS[unit];
  };
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]), p50: time(50), p99: time(99) };
}

/** The middle one; of an even count, the lower of the two. */
export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
}
