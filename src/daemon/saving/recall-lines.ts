import { randomBytes } from 'node:crypto';
import { isTmuxPaneId, type SessionId, type TmuxPaneId } from '../../domain/ids.ts';
import { fieldList } from '../../tmux/formats.ts';
import type { House } from '../house.ts';
import { readPromptScreen, standsAtPrompt } from '../prompt-screen.ts';
import { PENDING, readPending } from './pending.ts';

/** What a restore put at prompts before this daemon began, where it still stands there. */
export const recallPromptLines = (house: House): { dispose(): void } => ({
  dispose: house.store.subscribe(({ events }) => {
    for (const event of events)
      if (event.kind === 'session.appeared')
        house.promptLines.recalling(recallIn(house, event.session.sessionId));
  }),
});

const PANES = fieldList(['pane_id', PENDING]);

const recallIn = async (house: House, sessionId: SessionId): Promise<void> => {
  const nonce = `n${randomBytes(6).toString('base64url')}`;
  const asked = await house.tmux.command(
    'list-panes',
    '-s',
    '-t',
    `${sessionId}:`,
    '-F',
    PANES.template(nonce),
  );
  const rows = asked.ok ? PANES.parse(nonce, asked.value.join('\n')) : [];
  for (const { pane_id: tmuxPane, [PENDING]: text } of rows)
    if (isTmuxPaneId(tmuxPane) && text !== '') await recallOne(house, tmuxPane, text);
};

const recallOne = async (house: House, tmuxPane: TmuxPaneId, text: string): Promise<void> => {
  const pending = readPending(text);
  const line = pending?.command ?? pending?.lines[0];
  if (line === undefined || house.promptLines.of(tmuxPane) !== null) return;
  const screen = await readPromptScreen(house, tmuxPane);
  if (screen !== null && standsAtPrompt(line, screen)) house.promptLines.recall(tmuxPane, line);
};
