import type { DaemonMessage } from '../../protocol/message.ts';

/** Something that happens again and again; each `next` waits for the next time. */
export const createSignal = () => {
  const waiting: (() => void)[] = [];
  return {
    fire: (): void => {
      for (const wake of waiting.splice(0)) wake();
    },
    next: (): Promise<void> => new Promise((resolve) => void waiting.push(resolve)),
  };
};

/** Whether the daemon says that some pane has printed. */
export const isOutput = (message: DaemonMessage): boolean =>
  message.kind === 'delta' && message.events.some(isOutputEvent);

const isOutputEvent = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'output.seen';
