/** To be called when what was waited for has come. */
export type CallOff = () => void;

/** Of the whole time, so much is counted after we have looked around once more. */
const LAST_PART = 0.2;

/**
 * Acts after so many milliseconds, unless it is called off before. A process may have stood still itself (its machine
 * slept, others had the processor), and then timers come before what has arrived meanwhile: so the end of the time is
 * waited for apart, in which that is heard, and the event loop's turn is let pass before anything is held against
 * anybody.
 */
export const afterMs = (ms: number, act: () => void): CallOff => {
  let isCalledOff = false;
  let timer = setTimeout(
    () => {
      timer = setTimeout(() => setImmediate(() => !isCalledOff && act()), ms * LAST_PART).unref();
    },
    ms * (1 - LAST_PART),
  ).unref();
  return () => {
    isCalledOff = true;
    clearTimeout(timer);
  };
};
