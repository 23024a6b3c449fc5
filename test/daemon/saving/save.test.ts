import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sessionSaveInput } from '../../../src/commands/saving.ts';
import { got } from '../operations/small-house.ts';
import { refusalOf, withFileHouse } from '../session-file/file-house.ts';

describe('session-save', () => {
  test('says what it can not do, and leaves what stands there as it is', () =>
    withFileHouse(async ({ make, as, tmux }) => {
      await got(make(''));
      const save = (more: object) => refusalOf(as().sessions.save(sessionSaveInput.parse(more)));
      expect(await save({ session: 'nobody', file: 'x.yml' })).toMatchObject({ code: 'session_not_found' });
      expect(await save({ session: 'dev', file: 'no/x.yml' })).toMatchObject({ code: 'file_not_found' });
      expect(await save({ session: 'dev', file: 'log' })).toMatchObject({ code: 'usage' });
      writeFileSync(join(tmux.folder, 'old.yml'), 'old');
      await got(as().sessions.save(sessionSaveInput.parse({ session: 'dev', file: 'old.yml' })));
      expect(readFileSync(join(tmux.folder, 'old.yml'), 'utf8')).toContain('session_name: dev');
      const saved = await got(as().sessions.save(sessionSaveInput.parse({ session: 'dev' })));
      expect(saved).toMatchObject({ file: join(tmux.folder, 'saved/dev.yml'), panes: 1 });
    }));
});
