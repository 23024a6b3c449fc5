import { expect, test } from 'vitest';
import { standsAtPrompt } from '../../src/daemon/prompt-screen.ts';

test.each<readonly [stands: boolean, what: string, screen: readonly string[]]>([
  [true, 'at the prompt', ['$ ', '$ make all']],
  [true, 'with more typed behind it', ['$ make all -j4']],
  [true, 'where its editor has broken it', ['$ make', ' all']],
  [true, 'where a narrow pane has', ['$ ma', 'ke a', 'll']],
  [false, 'above, where it has run', ['$ make all', 'done', '$ ']],
  [false, 'above, where it printed nothing', ['$ make all', '$ ']],
  [false, 'interrupted', ['$ make all^C', '$ ']],
  [false, 'wiped', ['$ ']],
  [false, 'on an empty screen', []],
])('%s: a line %s', (stands, _what, screen) => expect(standsAtPrompt('make all', screen)).toBe(stands));
