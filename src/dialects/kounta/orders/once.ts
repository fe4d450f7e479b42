import type { Principal } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Answer } from "../../../http/route.ts";
import { answerOfReplay, errorAnswer, storedOf } from "../../../http/serve.ts";
import { type Result, done, refuse } from "../../../kit/brand.ts";
import type { OnceKey, Storage, Tx } from "../../../storage/storage.ts";
import { kounta } from "../dialect.ts";

/** What a command does inside its transaction. */
export type Work<T, E> = (tx: Tx) => Promise<Result<T, E>>;

type Asked = Readonly<{ who: Principal; once: OnceKey | undefined; requestId: string; url: string }>;

/** A reading that may end in an HttpError, as a value: with an idempotency key that is an answer to be stored too. */
const attempt = <T>(read: () => T): Result<T, HttpError> => {
  try {
    return done(read());
  } catch (error) {
    if (error instanceof HttpError) return refuse(error);
    throw error;
  }
};

/**
 * Reads what was sent, runs the command and shapes its answer. With an Idempotency-Key all of it happens at most once,
 * and the answer, be it a refusal, is stored with what was done.
 */
export const answerWith = async <T, E>(
  { who, once, requestId, url }: Asked,
  storage: Storage,
  how: Readonly<{
    /** Reads the request. May throw an HttpError. */
    read: () => Work<T, E>;
    answer: (value: T) => Answer;
    refused: (refusal: E) => HttpError;
  }>,
): Promise<Answer> => {
  if (!once) {
    const result = await storage.transact(who.company, how.read());
    if (!result.ok) throw how.refused(result.error);
    return how.answer(result.value);
  }
  const failed = (error?: unknown) => storedOf(errorAnswer(error, kounta, { id: requestId, url }, storage.clock()));
  const work = attempt(how.read);
  const replay = work.ok
    ? await storage.transactOnce<T, E>(
        who.company,
        {
          ...once,
          answer: (result) => (result.ok ? storedOf(how.answer(result.value)) : failed(how.refused(result.error))),
          failure: () => failed(),
        },
        work.value,
      )
    : await storage.transactOnce<never, HttpError>(
        who.company,
        { ...once, answer: () => failed(work.error), failure: () => failed() },
        async () => work,
      );
  return answerOfReplay(replay);
};
