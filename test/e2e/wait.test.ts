import { describe, expect, it } from 'vitest';
import { withPanectl } from '../support/with-panectl.ts';

describe('a wait', () => {
  it('for the first of several ends with it, and one for all with the last', () =>
    withPanectl(async ({ ask, panectl }) => {
      await ask('session-create', 's');
      await ask('pane-create', 's', 'good', '--command', 'echo READY; sleep 1; exit 0');
      await ask('pane-create', 's', 'bad', '--command', 'sleep 1; exit 3');
      await ask('pane-create', 's', 'long', '--command', 'sleep 1000');
      const any = await panectl('wait-any', 'exit:s/long', 'pattern:s/good:READY', '--timeout', '4m');
      expect([any.status, any.json]).toMatchObject([0, { data: { first: 'pattern:s/good:READY' } }]);
      const all = await panectl('wait-all', 'exit:s/good', 'exit:s/bad', 'failed:s/bad', '--timeout', '4m');
      expect([all.status, all.json]).toMatchObject([0, { data: { outcome: 'fulfilled' } }]);
      const failed = await panectl(
        'wait-all',
        'failed:s/good',
        'exit:s/long',
        '--fail-fast',
        '--timeout',
        '4m',
      );
      expect([failed.status, failed.json]).toMatchObject([1, { data: { outcome: 'failed' } }]);
      expect((await panectl('wait-any', 'exit:s/long', '--timeout', '200ms')).status).toBe(124);
    }));

  it('for a line sees no echo, and says how it ended', () =>
    withPanectl(async ({ ask, panectl }) => {
      await ask('session-create', 's');
      await ask('pane-create', 's', 'p', '--command', 'echo one; printf "name? "; sleep 1000');
      const watch = async (...words: readonly string[]) => {
        const { status, json } = await panectl('pane-watch', 's', 'p', ...words);
        return [status, json];
      };
      expect(await watch('^one$')).toMatchObject([0, { data: { outcome: 'matched', line: 'one' } }]);
      expect(await watch('name\\? $')).toMatchObject([0, { data: { outcome: 'matched', cursor: 1 } }]);
      expect(await watch('never', '--stop', 'one')).toMatchObject([1, { data: { outcome: 'stopped' } }]);
      expect(await watch('one', '--since', 'now', '--timeout', '300ms')).toMatchObject([124, {}]);
      const waiting = watch('never');
      await ask('pane-kill', 's', 'p');
      expect((await waiting)[0]).not.toBe(0);
      expect((await panectl('pane-watch', 's', 'p', '(a')).status).toBe(6);
    }));
});
