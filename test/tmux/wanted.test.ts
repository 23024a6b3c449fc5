import { describe, expect, it } from 'vitest';
import { isSessionId, type SessionId } from '../../src/domain/ids.ts';
import { type SessionFacts, wantedAttachments } from '../../src/tmux/wanted.ts';

const id = (text: string): SessionId => {
  if (!isSessionId(text)) throw new Error(text);
  return text;
};
const session = (text: string, more: Partial<SessionFacts> = {}): SessionFacts => ({
  sessionId: id(text),
  endsUnattached: false,
  people: 0,
  isOurs: false,
  windows: [`@${text.slice(1)}`],
  ...more,
});

const TABLE = [
  { title: 'sits nowhere without a session', sessions: [], host: null, outputs: [] },
  {
    title: 'sits in the oldest session',
    sessions: [session('$3'), session('$2')],
    host: '$2',
    outputs: ['$3', '$2'],
  },
  {
    title: 'stays where it sits',
    sessions: [session('$2'), session('$3')],
    current: '$3',
    host: '$3',
    outputs: ['$2', '$3'],
  },
  {
    title: 'prefers a session of ours to a person’s',
    sessions: [session('$2'), session('$5', { isOurs: true })],
    host: '$5',
    outputs: ['$2', '$5'],
  },
  {
    title: 'keeps out of a session that ends unattached while nobody is there',
    sessions: [session('$1', { endsUnattached: true }), session('$2')],
    host: '$2',
    outputs: ['$2'],
  },
  {
    title: 'joins such a session beside a person, and sits elsewhere all the same',
    sessions: [session('$1', { endsUnattached: true, people: 1 }), session('$2')],
    current: '$1',
    host: '$2',
    outputs: ['$1', '$2'],
  },
  {
    title: 'sits in such a session where there is no other',
    sessions: [session('$1', { endsUnattached: true, people: 1 })],
    host: '$1',
    outputs: ['$1'],
  },
  {
    title: 'leaves a server that ends unattached with the last person',
    sessions: [session('$1'), session('$2')],
    exits: true,
    host: null,
    outputs: [],
  },
  {
    title: 'stays on such a server while a person is somewhere',
    sessions: [session('$1'), session('$2', { people: 1 })],
    exits: true,
    host: '$1',
    outputs: ['$1', '$2'],
  },
  {
    title: 'watches a window that two sessions show once',
    sessions: [session('$1', { windows: ['@1', '@2'] }), session('$2', { windows: ['@2'] })],
    host: '$1',
    outputs: ['$1'],
  },
];

describe('where our clients sit', () => {
  it.each(TABLE)('$title', ({ sessions, current, exits = false, host, outputs }) => {
    const wanted = wantedAttachments({
      sessions,
      exitsUnattached: exits,
      host: current === undefined ? null : id(current),
    });
    expect(wanted).toEqual({ host, outputs });
  });
});
