/** Which of the types offered a client likes best (RFC 9110 §12.5.1); the first where it has no preference. */
export const preferredType = (accept: string | undefined, offered: readonly [string, ...string[]]): string => {
  const ranges = (accept ?? "*/*").split(",").map((part) => {
    const [range = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { range, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
  /** The most precise range that a type falls under decides. */
  const liking = (type: string): number => {
    const under = [type, `${type.split("/")[0]}/*`, "*/*"];
    const decisive = under.find((name) => ranges.some(({ range }) => range === name));
    return ranges.find(({ range }) => range === decisive)?.quality ?? 0;
  };
  let [best] = offered;
  for (const type of offered) if (liking(type) > liking(best)) best = type;
  return best;
};
