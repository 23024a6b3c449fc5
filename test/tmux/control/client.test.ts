import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { ControlClient } from '../../../src/tmux/control/client.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary.ts';

const folder = makeTemporaryFolder();
afterEach(() => removeTemporaryFolder(folder));

/** In tmux's place: attaches, and answers the first line in one piece with a notification before the answer. */
const TMUX = `#!/bin/sh
printf '%%begin 1 1 0\\n%%end 1 1 0\\n'
read -r line
printf '%%sessions-changed\\n%%begin 2 2 1\\nhello\\n%%end 2 2 1\\n'
exec cat
`;

it('a client that is closed while an answer waits for its turn still gives it: nobody waits for ever', async () => {
  const program = join(folder, 'tmux');
  writeFileSync(program, TMUX);
  chmodSync(program, 0o755);
  const noticed: string[] = [];
  const client: ControlClient = new ControlClient({
    ...{ program, socketPath: join(folder, 'socket'), attach: ['attach-session'] },
    on: {
      notice: (name) => {
        noticed.push(name);
        client.dispose();
      },
    },
  });
  expect(await client.ready).toBe(true);
  const [first, second] = [client.send('display-message -p hello'), client.send('display-message -p more')];
  expect(await first).toEqual({ isLost: false, replies: [{ ok: true, lines: [Buffer.from('hello')] }] });
  expect(await second).toEqual({ isLost: true, replies: [] });
  expect(noticed).toEqual(['sessions-changed']);
});
