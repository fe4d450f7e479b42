import { expect } from "vitest";
import type { OrderId, SiteId } from "../../../src/domain/ids.ts";
import { type OnlineTask, taskKey } from "../../../src/domain/online/task.ts";
import type { Order } from "../../../src/domain/order/order.ts";
import { done } from "../../../src/kit/brand.ts";
import type { Answer, Json, TestServery } from "../../support/servery.ts";
import { type Receiver, until } from "../kounta/webhooks-receiver.ts";
import { FITZROY } from "./kseries.ts";
import { type Client, clientOf } from "./set-up-client.ts";

/** Receivers are on this machine. */
export const ONLINE_ENV = { SERVERY_OUTGOING: "loopback" };

let made = 0;
/** A reference that no other test uses. */
export const newReference = (): string => `ref-${process.pid}-${++made}`;

export const CUSTOMER = { firstName: "Jane", lastName: "Doe" };

/** An ordering app of the demo company with an endpoint of its own. */
export class OnlineApp {
  readonly endpointId: string;
  readonly ask: Client;
  private readonly servery: TestServery;
  private readonly receiver: Receiver;

  private constructor(servery: TestServery, receiver: Receiver, ask: Client, endpointId: string) {
    this.servery = servery;
    this.receiver = receiver;
    this.ask = ask;
    this.endpointId = endpointId;
  }

  static async open(servery: TestServery, receiver: Receiver, settings: object = {}): Promise<OnlineApp> {
    const ask = await clientOf(servery, ["orders-api"]);
    const endpointId = `APP-${newReference()}`;
    const made = await ask("PUT", "/o/wh/1/webhook", { endpointId, url: `${receiver.url}/${endpointId}`, ...settings });
    expect([made.status, made.json().endpointId]).toEqual([200, endpointId]);
    return new OnlineApp(servery, receiver, ask, endpointId);
  }

  order(kind: "local" | "toGo", body: object): Promise<Answer> {
    return this.ask("POST", `/o/op/1/order/${kind}`, this.orderBody(body));
  }

  orderBody(body: object): object {
    return {
      businessLocationId: FITZROY,
      thirdPartyReference: newReference(),
      endpointId: this.endpointId,
      customerInfo: CUSTOMER,
      ...body,
    };
  }

  pay(body: object): Promise<Answer> {
    const thirdPartyPaymentReference = newReference();
    const stem = { businessLocationId: FITZROY, endpointId: this.endpointId, thirdPartyPaymentReference };
    return this.ask("POST", "/o/op/1/pay", { ...stem, ...body });
  }

  /** What the endpoint was told of a reference so far. */
  told(reference: string): Json[] {
    return this.receiver
      .at(`/${this.endpointId}`)
      .map(({ json }) => json)
      .filter(({ thirdPartyReference }) => thirdPartyReference === reference);
  }

  /** What the endpoint was told of a reference first: whether it succeeded. */
  async outcome(reference: string): Promise<Json> {
    await until(() => this.told(reference).length > 0, `news of ${reference}`);
    return this.told(reference)[0];
  }

  /** Sends an order that is taken in; answers what became of it. */
  async sent(kind: "local" | "toGo", body: object): Promise<Json> {
    const thirdPartyReference = newReference();
    const answer = await this.order(kind, { thirdPartyReference, ...body });
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
    return this.outcome(thirdPartyReference);
  }

  /** The same, for an order that comes to something: the order itself. */
  async placed(kind: "local" | "toGo", body: object): Promise<Order> {
    const news = await this.sent(kind, body);
    expect(news).toMatchObject({ status: "SUCCESS", type: "ORDER" });
    return this.orderOf(Number(news.ikentooAccountId));
  }

  /** A payment that is taken in; answers what became of it. */
  async paid(body: object): Promise<Json> {
    const thirdPartyPaymentReference = newReference();
    const answer = await this.pay({ thirdPartyPaymentReference, ...body });
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
    return this.outcome(thirdPartyPaymentReference);
  }

  async orderOf(id: number): Promise<Order> {
    const { storage, company } = this.servery;
    return (await storage.reads(company).order(id as OrderId))!;
  }

  task(kind: OnlineTask["kind"], reference: string): Promise<OnlineTask | undefined> {
    const { storage, company } = this.servery;
    const key = taskKey({ kind, siteId: FITZROY as SiteId, reference });
    return storage.reads(company).documents.get("online_task", key);
  }
}

/** Changes records of the demo company; answers how to put them back. */
export const changed = async <K extends "site" | "register" | "product" | "discount" | "account_profile">(
  { storage, company }: TestServery,
  kind: K,
  id: number,
  change: object,
): Promise<() => Promise<void>> => {
  const set = async (facts: object, whole: boolean): Promise<void> => {
    await storage.change(company, async (tx) => {
      const before = tx.catalogue.get(kind, id);
      await tx.records.save(kind, { ...(!whole && before), ...facts } as never);
      return done(undefined);
    });
  };
  const before = (await storage.reads(company).catalogue()).get(kind, id)!;
  await set(change, false);
  return async () => {
    const { version } = (await storage.reads(company).catalogue()).get(kind, id)!;
    await set({ ...before, version }, true);
  };
};

export const namesOf = ({ lines }: Order): string[] => lines.map(({ name }) => name);
