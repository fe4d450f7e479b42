import Big from "big.js";

/** Whether a text is a decimal that can be sent: "4.5", "-2". */
export const isDecimal = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

/** A decimal as people type it, with either mark, as the wire has it: "4,5" is "4.5", ".5" is "0.5". */
export const decimalOf = (typed: string): string => {
  const text = typed.trim().replace(",", ".");
  return /^-?\.\d/.test(text) ? text.replace(".", "0.") : text.replace(/\.$/, "");
};

/** "0.1" as "10"; a text that is no decimal stays as it is. */
export const percentOf = (factor: string): string =>
  isDecimal(factor) ? new Big(factor).times(100).toFixed() : factor;

/** "10" as "0.1". */
export const factorOf = (percent: string): string =>
  isDecimal(percent) ? new Big(percent).div(100).toFixed() : percent;
