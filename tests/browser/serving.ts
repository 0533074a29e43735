import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A desk of its own, for tests that change what the ledger holds. */
export type Serving = { address: string; close: () => Promise<void> };

/** Serves a ledger on a free port; gives its address once it answers. */
export async function serve(ledger: string): Promise<Serving> {
  const desk = spawn(process.env.RIWAYA ?? 'riwaya', ['serve', '--ledger', ledger, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return { address: await addressOf(desk), close: () => closed(desk) };
}

/** Serves a copy of a ledger, so that the original stays as it is. */
export function serveCopy(ledger: string, copy: string): Promise<Serving> {
  copyFileSync(ledger, copy);
  return serve(copy);
}

async function addressOf(desk: ChildProcess): Promise<string> {
  if (!desk.stderr) throw new Error('what the desk says cannot be read');
  const said: string[] = [];
  for await (const line of createInterface({ input: desk.stderr })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address) {
      // What it says later is not read, and must not stop it.
      desk.stderr.resume();
      return address;
    }
    said.push(line);
  }
  throw new Error(`no desk was opened: ${said.join('\n')}`);
}

function closed(desk: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    desk.once('exit', () => resolve());
    desk.kill('SIGTERM');
  });
}
