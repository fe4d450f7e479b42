import type { HttpError } from "../../../../http/errors.ts";
import type { Answer, Ask } from "../../../../http/route.ts";
import { answerOfReplay, errorAnswer, storedOf } from "../../../../http/serve.ts";
import type { Result } from "../../../../kit/brand.ts";
import type { ChangeTx, Storage } from "../../../../storage/storage.ts";
import { kounta } from "../../dialect.ts";

type Change<T, E> = Readonly<{
  work: (tx: ChangeTx) => Promise<Result<T, E>>;
  answer: (value: T) => Answer;
  error: (refusal: E) => HttpError;
}>;

/** Runs a change and answers it; with an Idempotency-Key at most once, and the same answer again after that. */
export const changeAnswer = async <T, E>(
  storage: Storage,
  { who: { company }, once, requestId, url }: Ask<unknown, unknown, unknown>,
  { work, answer, error }: Change<T, E>,
): Promise<Answer> => {
  if (!once) {
    const result = await storage.change(company, work);
    if (!result.ok) throw error(result.error);
    return answer(result.value);
  }
  const failed = (why?: unknown) => storedOf(errorAnswer(why, kounta, { id: requestId, url }, storage.clock()));
  const asked = {
    ...once,
    answer: (result: Result<T, E>) => (result.ok ? storedOf(answer(result.value)) : failed(error(result.error))),
    failure: () => failed(),
  };
  return answerOfReplay(await storage.changeOnce(company, asked, work));
};
