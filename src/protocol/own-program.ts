import type { Invocation } from './invocation.ts';

/** What the client runs itself, or with more than one call of the daemon. */
export type OwnProgram = 'local' | 'demo' | 'mcp' | 'doctor' | 'stop';

/** Null for a call of the daemon, as most are. */
export const programOf = (invocation: Invocation): OwnProgram | null => {
  if (isLocal(invocation)) return 'local';
  if (isDemo(invocation)) return 'demo';
  if (invocation.command === 'mcp' || invocation.command === 'doctor') return invocation.command;
  return invocation.command === 'daemon-stop' ? 'stop' : null;
};

/** Help and version need no daemon and must work when it can not run. */
const isLocal = ({ command, argv }: Invocation): boolean => {
  if (command === 'help' || command === 'version' || isCompletion(argv)) return true;
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  return (
    options.includes('--help') ||
    options.includes('-h') ||
    (command === null && options.includes('--version'))
  );
};

/** With a shell that we know; anything else is for the daemon to say what is wrong with it. */
const isCompletion = (argv: readonly string[]): boolean =>
  /^completion (bash|zsh|fish)$/.test(argv.join(' '));

/** What is no more than its name; anything else is for the daemon to say what is wrong with it. */
const isDemo = ({ argv }: Invocation): boolean => /^demo([ -]scaled)?$/.test(argv.join(' '));
