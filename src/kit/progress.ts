/** Is told how a long work goes: what, how far, of how much. */
export type Progress = (what: string, done: number, of: number) => void;

/** For whoever does not want to know. */
export const quietly: Progress = () => undefined;
