import { spawn } from 'node:child_process';
import type { PrivateTmux } from '../support/private-tmux.ts';

/** A person at a terminal of 120x40, attached to a session, with more flags if given. The function ends their terminal. */
export const attachPerson = (server: PrivateTmux, session: string, flags = ''): (() => void) => {
  const line = `stty rows 40 cols 120; exec tmux -S '${server.socket}' attach-session ${flags} -t '${session}'`;
  const child = spawn('script', ['-qfc', line, '/dev/null'], {
    env: server.env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return () => {
    child.kill('SIGKILL');
  };
};
