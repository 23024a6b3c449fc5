/** Which names are allowed (contract, section 3). Each check answers null, or what is wrong in one phrase. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** U+FFFD stands for bytes that were no UTF-8 on somebody's command line: what was meant is lost by then. */
const isText = (name: string): boolean => name.isWellFormed() && !name.includes('\ufffd');

/** A label: a pane's name, unique within its session, kept in tmux as the pane option `@label`. */
export const labelProblem = (label: string): string | null => {
  const length = [...label].length;
  if (length < 1) return 'a label is not empty';
  if (length > 64) return 'a label has at most 64 characters';
  if (CONTROL.test(label)) return 'a label has no control characters';
  if (!isText(label)) return 'a label is valid Unicode';
  if (/[./:,*?[\]]/.test(label)) return 'a label has none of . / : , * ? [ ]';
  if (/^\d+$/.test(label)) return 'a label is not all digits, so that it is never taken for a pane number';
  if (/^[%@$-]/.test(label)) return 'a label does not start with % @ $ or -';
  return null;
};

/**
 * A session name: only what tmux stores unchanged and finds again by `=name`.
 * tmux rewrites `.` and `:` to `_` and passes the rest through vis(3) (session_check_name in session.c),
 * which escapes control characters and backslashes; up to 3.6 an inner `$` before a name character comes back as `\$`.
 */
export const sessionNameProblem = (name: string): string | null => {
  if (name === '') return 'a session name is not empty';
  if ([...name].length > 128) return 'a session name has at most 128 characters';
  if (CONTROL.test(name)) return 'a session name has no control characters';
  if (!isText(name)) return 'a session name is valid Unicode';
  if (/^[$@%.-]/.test(name)) return 'a session name does not start with $ @ % . or -';
  if (/[.:]/.test(name)) return 'tmux would rewrite . and : in a session name';
  if (/[\\$]/.test(name)) return 'tmux would rewrite \\ and $ in a session name';
  return null;
};

/** A group of sessions: by default it has the name of one of them, whatever tmux lets that be. */
export const groupNameProblem = (name: string): string | null => {
  if (name === '') return 'a group name is not empty';
  if ([...name].length > 128) return 'a group name has at most 128 characters';
  if (CONTROL.test(name)) return 'a group name has no control characters';
  if (!isText(name)) return 'a group name is valid Unicode';
  return name.startsWith('-') ? 'a group name does not start with -' : null;
};
