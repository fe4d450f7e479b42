import { TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError } from "../../../common/api.ts";
import { Empty } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { DataTable } from "../../kit/DataTable.tsx";
import { FilterBar } from "../../kit/FilterBar.tsx";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import type { Column } from "../../kit/table.ts";
import { useUrl } from "../../kit/url.ts";
import { Method, StatusCode } from "../parts/badges.tsx";
import { useAppNames } from "../parts/data.ts";
import { tookWords } from "../parts/json.ts";
import { LiveSwitch } from "../parts/LiveSwitch.tsx";
import parts from "../parts/parts.module.css";
import { dayAndExactTime } from "../webhooks/times.ts";
import { type LoggedRequest, requestsKey } from "./data.ts";

const EVERY_MS = 1_500;
const NAMES = ["addon_id", "status", "method", "route", "q"] as const;
const STATUSES = [
  { value: "2xx", label: "2xx: done" },
  { value: "3xx", label: "3xx: unchanged, elsewhere" },
  { value: "4xx", label: "4xx: refused" },
  { value: "5xx", label: "5xx: failed" },
  ...["400", "401", "403", "404", "409", "422", "429"].map((value) => ({ value, label: value })),
];
const METHODS = ["GET", "POST", "PUT", "DELETE"].map((value) => ({ value, label: value }));

const columns = (timezone: string): readonly Column<LoggedRequest>[] => [
  {
    key: "path",
    title: "Request",
    cell: ({ method, path }) => (
      <span className={parts["request"]}>
        <Method>{method}</Method>
        <span className={parts["mono"]}>{path}</span>
      </span>
    ),
  },
  { key: "status", title: "Status", width: "6rem", card: "end", cell: ({ status }) => <StatusCode status={status} /> },
  {
    key: "addon",
    title: "Add-on",
    width: "11rem",
    wide: true,
    cell: ({ addon }) => addon?.name ?? "Unknown",
  },
  { key: "ms", title: "Took", width: "6rem", align: "end", cell: ({ ms }) => tookWords(ms) },
  { key: "at", title: "When", width: "12rem", align: "end", cell: ({ at }) => dayAndExactTime(at, timezone) },
];

/** What add-ons ask of the APIs, as it happens, the newest first. */
export const RequestsPage = (): ReactNode => {
  const { at, timezone } = useOffice();
  const { values } = useUrl();
  const [live, setLive] = useState(true);
  const apps = useAppNames();
  const asked = Object.fromEntries(NAMES.map((name) => [name, values[name]]));
  const { page } = values;
  const requests = useQuery({
    queryKey: [...requestsKey, "page", asked, page],
    queryFn: ({ signal }) => api.list<LoggedRequest>(at("requests"), { ...asked, page }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (live && page === undefined && !isOff(state.error) ? EVERY_MS : false),
    staleTime: 0,
  });
  const narrowed = Object.values(asked).some((value) => value !== undefined);
  return (
    <>
      <PageHead
        title="Request log"
        says="The last requests of add-ons, in this server’s memory. Secrets are masked."
        actions={
          <LiveSwitch on={live} onChange={setLive} idle={page === undefined ? undefined : "Live on the first page"} />
        }
      />
      <FilterBar
        search="Search path or request id"
        filters={[
          { name: "addon_id", label: "Add-on", options: apps },
          { name: "status", label: "Status", options: STATUSES, searchable: false },
          { name: "method", label: "Method", options: METHODS },
        ]}
      >
        <RouteFilter key={values["route"] === undefined ? "none" : "some"} />
      </FilterBar>
      {isOff(requests.error) ? (
        <div className="card">
          <Empty icon={<ScrollText size={32} />} title="The request log is switched off">
            SERVERY_REQUEST_LOG_SIZE switches it on: it says how many requests are kept.
          </Empty>
        </div>
      ) : (
        <DataTable
          label="Requests"
          of={{ ...requests, isFetching: requests.isPlaceholderData }}
          columns={columns(timezone)}
          idOf={({ id }) => id}
          nameOf={({ method, path }) => `${method} ${path}`}
          href={({ id }) => `/developer/request-log/${id}`}
          tone={({ status }) => (status >= 500 ? "bad" : undefined)}
          empty={
            <Empty
              icon={<ScrollText size={32} />}
              title={narrowed ? "No request is like that" : "No requests yet"}
              action={!narrowed && <GoLink to="/developer/first-order">Send the first one</GoLink>}
            >
              {narrowed
                ? "Widen the filters, or wait: this list is live."
                : "What add-ons ask of the APIs stands here at once. A restart of the server forgets it."}
            </Empty>
          }
        />
      )}
    </>
  );
};

/** The server keeps no requests at all. */
const isOff = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

const AFTER_TYPING_MS = 300;

/** A route's name or its beginning, asked for once the typing rests. */
const RouteFilter = (): ReactNode => {
  const { values, set } = useUrl();
  const [typed, setTyped] = useState(values["route"] ?? "");
  useEffect(() => {
    const route = typed.trim() || undefined;
    if (route === values["route"]) return;
    const timer = window.setTimeout(() => set({ route }), AFTER_TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed, values, set]);
  return (
    <TextInput
      aria-label="Route"
      placeholder="Route: orders."
      className={parts["routeFilter"] ?? ""}
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
};
