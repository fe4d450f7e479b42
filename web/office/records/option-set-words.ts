/** "Choose 1", "Choose 1 to 3", "Choose any": what a set of options asks for. */
export const choiceWords = (min: number, max: number | null): string => {
  if (max === null) return min === 0 ? "Choose any" : `Choose ${min} or more`;
  if (min === max) return `Choose ${min}`;
  return min === 0 ? `Choose up to ${max}` : `Choose ${min} to ${max}`;
};
