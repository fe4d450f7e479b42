import { type Loaded, load, median } from "./load.ts";
import type { Running } from "./processes.ts";
import type { Settings } from "./workspace.ts";

/** One side of a comparison: a server, what it is asked, and the status where that is another than the other side's. */
export type Side = Readonly<{ server: Running; request: (n: number) => Buffer; expect?: number }>;

export type Versus = Readonly<{
  /** Requests a second: medians of the rounds, and the median of the rounds' ratios. */
  measured: number;
  limit: number;
  ratio: number;
  /** Milliseconds of the real thing, and of the limit. */
  p99: number;
  max: number;
  limitP99: number;
  /** Processor time of the servers for one request, in microseconds: steadier than rates on a busy machine. */
  processor: number;
  limitProcessor: number;
  /** The most of a processor that the generator itself used. */
  generator: number;
  /** Answers of the real thing, in all rounds. */
  answered: number;
}>;

type Turn = Loaded & { processor: number };

/**
 * Lets the limit and the real thing take turns, so that both see the same machine. A round before the first one is not
 * counted; `between` is told when counting begins.
 */
export const versus = async (
  { rounds, seconds }: Settings,
  { clients, expect }: Readonly<{ clients: number; expect: number }>,
  limit: Side,
  real: Side,
  tell: (round: number) => Promise<void> | void,
): Promise<Versus> => {
  const turn = async ({ server, request, expect: own = expect }: Side): Promise<Turn> => {
    const before = server.processor();
    const loaded = await load({ port: server.port, clients, expect: own, request, until: { seconds } });
    return { ...loaded, processor: (server.processor() - before) / loaded.requests };
  };
  const turns: { limit: Turn; real: Turn }[] = [];
  let answered = 0;
  for (let round = 0; round <= rounds; round++) {
    await tell(round);
    const both = { limit: await turn(limit), real: await turn(real) };
    answered += both.real.requests;
    if (round > 0) turns.push(both);
  }
  const of = (read: (turn: { limit: Turn; real: Turn }) => number): number => median(turns.map(read));
  return {
    measured: of(({ real }) => real.perSecond),
    limit: of(({ limit }) => limit.perSecond),
    ratio: of(({ real, limit }) => real.perSecond / limit.perSecond),
    p99: of(({ real }) => real.p99),
    max: Math.max(...turns.map(({ real }) => real.max)),
    limitP99: of(({ limit }) => limit.p99),
    processor: of(({ real }) => real.processor),
    limitProcessor: of(({ limit }) => limit.processor),
    generator: Math.max(...turns.map(({ real, limit }) => Math.max(real.generator, limit.generator))),
    answered,
  };
};

/** Processor time beside processor time, for the table. */
export const processorText = ({ processor, limitProcessor }: Versus): string =>
  `server CPU ${processor.toFixed(0)} µs/request, limit ${limitProcessor.toFixed(0)}`;
