import { spawnSync } from 'node:child_process';
import { PROTOCOL } from '../protocol/message.ts';
import { VERSION } from '../protocol/version.ts';

/** `panectl version`: what to put into a report of a problem. */
export const versionText = (): string => {
  const asked = spawnSync('tmux', ['-V'], { encoding: 'utf8' });
  const tmux = asked.error === undefined ? asked.stdout.trim() : 'no tmux';
  return `panectl ${VERSION} (protocol ${PROTOCOL}, node ${process.versions.node}, ${tmux})\n`;
};
