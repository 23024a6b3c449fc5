import { parseArgs } from 'node:util';
import { cleanEnvironment } from '../tmux/environment.ts';
import { boot } from './boot.ts';

/** `node daemon.mjs --socket PATH`: serves the tmux server on that socket until nobody needs it. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { socket: { type: 'string' } } });
  if (values.socket === undefined) return refuse('--socket PATH is missing', 2);
  process.umask(0o077);
  const env = { ...process.env };
  const clean = cleanEnvironment(env);
  for (const name of Object.keys(process.env)) if (clean[name] === undefined) delete process.env[name];
  Object.assign(process.env, clean);
  const booted = await boot({
    tmuxSocket: values.socket,
    env,
    uid: process.getuid?.() ?? 0,
    onEnd: () => process.exit(0),
  });
  if (booted.kind === 'served') return;
  if (booted.kind === 'refused') return refuse(booted.failure.message, 5);
  const { daemon } = booted;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => daemon.stop(signal));
  // One call's mistake must not take everybody's daemon with it; it is in the log, with its place in the code.
  process.on('uncaughtException', (error) => daemon.complain(error));
  process.on('unhandledRejection', (error) => daemon.complain(error));
};

const refuse = (message: string, status: number): void => {
  process.stderr.write(`panectl: ${message}\n`);
  process.exitCode = status;
};

await main();
