import { z } from 'zod';
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
