import { z } from "zod";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import { HttpError, notFound } from "../../../http/errors.ts";
import type { KeptRequest, RequestKeeper } from "../../../http/request-keeper.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { findFields, finds, isMeantFor } from "./requests-find.ts";
import { type NameOf, RequestOut, RequestRowOut, requestRowShape, requestShape } from "./requests-shape.ts";
import { COMPANY, NO_STORE, found } from "./wire.ts";

export type RequestParts = Readonly<{ storage: Storage; pageSize: number; requests: RequestKeeper | undefined }>;

/** What add-ons asked of the APIs and what they were answered, for whoever develops or looks after them. */
export const requestRoutes = ({ storage, pageSize, requests }: RequestParts): readonly Route[] => {
  const doc = { tag: "Request log", method: "GET", audience: "operator", permission: "requests:read" } as const;
  const path = `${COMPANY}/requests`;

  const there = (): RequestKeeper => {
    if (!requests) {
      const says = "The request log is switched off: SERVERY_REQUEST_LOG_SIZE switches it on.";
      throw new HttpError(404, "not_found", says);
    }
    return requests;
  };
  const meantFor = async (company: CompanyId) => {
    const addons = await storage.access.addons.of(company);
    return isMeantFor(company, new Set(addons.map(({ clientId }) => clientId)));
  };
  const naming = async (kept: readonly KeptRequest[]): Promise<NameOf> => {
    const ids = [...new Set(kept.flatMap(({ addonId }) => addonId ?? []))];
    const addons = await Promise.all(ids.map((id) => storage.access.addons.byId(id)));
    return (id: AddonId) => addons.find((addon) => addon?.id === id)?.name ?? "";
  };

  return [
    route({
      ...doc,
      id: "operator.requests.list",
      summary: "List what add-ons asked",
      description:
        "The last requests to `/v1`, to K-Series and to OAuth, the newest first. They are in the memory of the server that is asked, so a restart forgets them. A request whose credentials were no good is shown when it names this company or one of its clients.",
      path,
      query: z.object({ ...findFields, ...pageQuery }),
      responses: {
        200: { description: "A page of requests.", schema: z.array(RequestRowOut) },
        404: { description: "The request log is switched off." },
      },
      async handle(ask) {
        const { company } = ask.who;
        const { offset = 0, beyondId } = pageAsked(ask, pageSize);
        const all = there()
          .of(company, await meantFor(company))
          .filter(finds(ask.query));
        const rest = beyondId === undefined ? all : all.filter(({ id }) => id < beyondId);
        const rows = rest.slice(offset, offset + pageSize);
        const nameOf = await naming(rows);
        const page = { rows, more: rest.length > offset + pageSize };
        const body = rows.map((kept) => requestRowShape(kept, nameOf));
        const answer = listAnswer(ask, page, body, pageSize, all.length);
        return { ...answer, headers: { ...answer.headers, ...NO_STORE } };
      },
    }),
    route({
      ...doc,
      id: "operator.requests.get",
      summary: "Get a request with its bodies",
      description:
        "Authorization, cookies, passwords, PINs, secrets, tokens and numbers of payment cards are masked in all of it.",
      path: `${path}/:request`,
      params: z.object({ request: pathId() }),
      responses: { 200: { description: "The full record.", schema: RequestOut } },
      async handle({ who: { company }, params, base }) {
        const kept = found(there().get(params.request), "request");
        const isOurs = kept.company === null ? (await meantFor(company))(kept) : kept.company === company;
        if (!isOurs) throw notFound("request");
        return { status: 200, body: requestShape(kept, await naming([kept]), base), headers: NO_STORE };
      },
    }),
  ];
};
