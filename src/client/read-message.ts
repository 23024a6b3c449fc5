import type { DaemonMessage } from '../protocol/message.ts';

/**
 * A line of the daemon as a message, null where it is none. The daemon is ours, so this looks at what would make the
 * client stumble and no deeper: what is within data, state and events is the reader's to judge.
 */
export const readDaemonMessage = (value: unknown): DaemonMessage | null => (isMessage(value) ? value : null);

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isStatus = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;

const FIELDS: Readonly<Record<DaemonMessage['kind'], Fields>> = {
  welcome: { protocol: isNumber, version: isText, pid: isNumber },
  print: { id: isNumber, stream: (value) => value === 'stdout' || value === 'stderr', text: isText },
  want_input: { id: isNumber },
  exit: { id: isNumber, status: isStatus },
  local: { id: isNumber, action: isObject },
  item: { id: isNumber },
  result: { id: isNumber, envelope: isObject, status: isStatus },
  snapshot: { epoch: isText, seq: isNumber },
  delta: { epoch: isText, seq: isNumber, events: Array.isArray },
  screen: { screen: isObject },
  lines: { id: isNumber, lines: Array.isArray, skipped: isNumber },
};

const isMessage = (value: unknown): value is DaemonMessage => {
  if (typeof value !== 'object' || value === null) return false;
  const entries = new Map<string, unknown>(Object.entries(value));
  const kind = entries.get('kind');
  const fields = Object.entries(FIELDS).find(([name]) => name === kind)?.[1];
  return (
    fields !== undefined && Object.entries(fields).every(([name, isRight]) => isRight(entries.get(name)))
  );
};
