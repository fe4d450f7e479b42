/** Whether every engine can hold a text. PostgreSQL has no NUL, so nothing that is stored can be equal to one with it. */
export const isStorable = (text: string): boolean => !text.includes("\0");

/** A text as it can be asked for on every engine: a NUL becomes the character that stands for what cannot be shown. */
export const askable = (text: string): string => text.replaceAll("\0", "\ufffd");
