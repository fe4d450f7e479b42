import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { BookMarked } from "lucide-react";
import type { ReactNode } from "react";
import { Failed, Loading } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { useIdOfPath } from "../../kit/RecordPage.tsx";
import { useGo } from "../../kit/useGo.ts";
import { StatusCode } from "../parts/badges.tsx";
import { Body } from "../parts/Body.tsx";
import { CodeBlock } from "../parts/CodeBlock.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Headers } from "../parts/Headers.tsx";
import { sizeWords, tookWords } from "../parts/json.ts";
import { Panel } from "../parts/Panel.tsx";
import parts from "../parts/parts.module.css";
import { dayAndExactTime } from "../webhooks/times.ts";
import { type FullRequest, documentOf, requestsKey } from "./data.ts";

/** One request of an add-on: what was sent and what was answered, without its secrets. */
export const RequestPage = (): ReactNode => {
  const id = useIdOfPath();
  const { at } = useOffice();
  const request = useQuery({
    queryKey: [...requestsKey, "one", id],
    queryFn: () => api.get<FullRequest>(at(`requests/${id}`)),
    staleTime: Infinity,
  });
  if (request.data) return <Shown of={request.data} />;
  return (
    <>
      <h1 className="unseen">Request</h1>
      {request.error ? <Failed error={request.error} again={() => void request.refetch()} /> : <Loading />}
    </>
  );
};

const Shown = ({ of }: { of: FullRequest }): ReactNode => {
  const { timezone } = useOffice();
  const go = useGo();
  const document = documentOf(of);
  return (
    <>
      <PageHead
        title={`${of.method} ${of.path.split("?")[0]}`}
        crumbs={[{ title: "Request log", to: "/developer/request-log" }]}
        beside={<StatusCode status={of.status} />}
        actions={
          document && (
            <Button
              variant="default"
              leftSection={<BookMarked size={18} aria-hidden />}
              onClick={() => void go("/developer/reference", { api: document, op: of.route })}
            >
              Reference of the route
            </Button>
          )
        }
      />
      <div className={parts["stack"]}>
        <Panel title="Request">
          <Facts
            of={{
              "Add-on": of.addon?.name ?? "Unknown: its credentials were no good",
              Route: <span className={parts["mono"]}>{of.route}</span>,
              "Request id": <span className={parts["mono"]}>{of.request_id}</span>,
              Answered: dayAndExactTime(of.at, timezone),
              Took: tookWords(of.ms),
              "In and out": `${sizeWords(of.bytes_in)}, ${sizeWords(of.bytes_out)}`,
            }}
          />
          <CodeBlock label="curl" code={of.curl} />
        </Panel>
        <div className={parts["two"]}>
          <Panel title="Sent">
            <Headers of={of.request.headers} label="Headers of the request" />
            <Body label="Body of the request" text={of.request.body} bytes={of.bytes_in} />
          </Panel>
          <Panel title="Answered">
            <Headers of={of.response.headers} label="Headers of the answer" />
            <Body label="Body of the answer" text={of.response.body} bytes={of.bytes_out} />
          </Panel>
        </div>
      </div>
    </>
  );
};
