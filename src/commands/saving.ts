import * as z from 'zod';
import { plainText, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

export const sessionSaveInput = z.object({
  session: sessionArgument,
  file: plainText(4096).min(1).optional().describe("the file; in panectl's own folder unless given"),
});

export const sessionSave = command({
  name: 'session-save',
  family: 'Sessions',
  summary: 'Write a session into a file that session-restore and session-create --file take',
  details:
    'Windows, layouts, folders, labels, metadata, commands as they were given, and triggers with how they stand. Of a shell only what runs in it now; of the environment only what a file named. A file that is there is replaced, as a whole or not at all. left_out says what a file can not hold.',
  positionals: ['session', 'file'],
  input: sessionSaveInput,
  effect: 'write',
  errors: ['session_not_found', 'file_not_found', 'limit_reached'],
  examples: ['panectl session-save dev dev.yml'],
  run: (context, input) => context.sessions.save(input),
});

export const sessionRestoreInput = z.object({
  file: plainText(4096).min(1).optional().describe('a file of session-save, or any session file'),
  last: z.string().min(1).optional().describe("this session's newest automatic snapshot"),
  all: z.boolean().default(false).describe('every session that has a snapshot and is not there now'),
  run: z
    .enum(['ask', 'auto', 'never'])
    .optional()
    .describe(
      'commands: typed into their shells for you to press Enter (ask), run (auto), or only named; ask on a terminal, else never',
    ),
  dry_run: z.boolean().default(false).describe('only say what would be done'),
});

export const sessionRestore = command({
  name: 'session-restore',
  family: 'Sessions',
  summary: 'Bring back what was saved; what is alive is never touched',
  details:
    'Windows, layouts, folders, labels, metadata and triggers come back as they stood; nothing old fires. A command that is not run is not forgotten: it is saved again until something is run in its pane. A folder that has gone is named, and its pane is in the next one around it. --last and --all take the newest snapshot that can be read; --all skips what is alive, and says why of each session. Starts a tmux server where none runs.',
  positionals: ['file'],
  input: sessionRestoreInput,
  effect: 'write',
  errors: [
    'session_exists',
    'session_not_found',
    'file_not_found',
    'invalid_file',
    'no_space',
    'rule_exists',
  ],
  examples: [
    'panectl session-restore dev.yml --dry-run',
    'panectl session-restore --last dev --run auto',
    'panectl session-restore --all --dry-run',
  ],
  needsServer: false,
  run: (context, input) => context.sessions.restore(input),
});

export const sessionSnapshotsInput = z.object({
  session: z.string().min(1).optional().describe('only of the session with this name, alive or not'),
});

export const sessionSnapshots = command({
  name: 'session-snapshots',
  family: 'Sessions',
  summary: 'What the daemon saved by itself, oldest first',
  details:
    'Each session is written down at most 2 s after it has changed, always into a new file; how many are kept is a setting (snapshots). session-restore --last takes the newest one, --all that of each session; panectl query has them as the table snapshots.',
  positionals: ['session'],
  input: sessionSnapshotsInput,
  effect: 'read',
  needsServer: false,
  run: (context, input) => context.sessions.snapshots(input),
});
