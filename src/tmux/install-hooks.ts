import type { ControlClient } from './control/client.ts';
import { installCommands, leftoverCommands, removeCommands } from './hooks.ts';
import { commandLine } from './quote.ts';

/** Takes out what a daemon that no longer lives left behind, and puts ours in. */
export const installHooks = async (client: ControlClient): Promise<void> => {
  const shown = await Promise.all(['-g', '-gw'].map((flag) => client.send(`show-hooks ${flag}`)));
  const lines = shown.flatMap(({ replies }) => replies.flatMap((reply) => reply.lines.map(String)));
  await sendAll(client, [...leftoverCommands(lines, isAlive), ...installCommands(process.pid)]);
};

export const removeHooks = (client: ControlClient): Promise<void> =>
  sendAll(client, removeCommands(process.pid));

const sendAll = async (client: ControlClient, commands: readonly (readonly string[])[]): Promise<void> => {
  await Promise.all(commands.map((words) => client.send(commandLine(words))));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
