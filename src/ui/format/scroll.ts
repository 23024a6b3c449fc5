/** The first row to show so that `focus` is seen, moving as little as possible from `top`. */
export const scrollTop = (count: number, focus: number, height: number, top: number): number => {
  const last = Math.max(0, count - height);
  const wanted = focus < top ? focus : focus >= top + height ? focus - height + 1 : top;
  return Math.min(last, Math.max(0, wanted));
};
