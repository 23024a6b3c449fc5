import type { Question } from '../../domain/rule.ts';

/** What rules with `confirm` ask the operator; who does not answer in time has said no. */
export interface Questions {
  ask(question: Omit<Question, 'asked_at' | 'expires_at'>): Promise<'yes' | 'no' | 'expired'>;
  /** False where no such question is open. */
  answer(seq: number, answer: 'yes' | 'no'): boolean;
  /** Its rule has gone: nobody needs to answer any more. */
  withdraw(ruleId: Question['rule_id']): void;
  dispose(): void;
}

interface Needs {
  readonly show: (questions: readonly Question[]) => void;
  readonly patienceMs: number;
}

interface Open {
  readonly question: Question;
  readonly settle: (answer: 'yes' | 'no' | 'expired') => void;
}

/** More would only hide one another: the newest is refused. */
const MOST_OPEN = 100;

export const createQuestions = ({ show, patienceMs }: Needs): Questions => {
  const open = new Map<number, Open>();
  const tell = (): void => show([...open.values()].map(({ question }) => question));
  return {
    ask: (asked) => {
      if (open.size >= MOST_OPEN) return Promise.resolve('no');
      const nowMs = Date.now();
      const question: Question = {
        ...asked,
        asked_at: new Date(nowMs).toISOString(),
        expires_at: new Date(nowMs + patienceMs).toISOString(),
      };
      return new Promise((resolve) => {
        const settle: Open['settle'] = (answer) => {
          clearTimeout(timer);
          if (open.delete(question.seq)) tell();
          resolve(answer);
        };
        const timer = setTimeout(settle, patienceMs, 'expired').unref();
        open.set(question.seq, { question, settle });
        tell();
      });
    },
    answer: (seq, answer) => {
      const found = open.get(seq);
      found?.settle(answer);
      return found !== undefined;
    },
    withdraw: (ruleId) => {
      for (const { question, settle } of [...open.values()]) if (question.rule_id === ruleId) settle('no');
    },
    dispose: () => {
      for (const { settle } of [...open.values()]) settle('no');
    },
  };
};
