import {
  type TermsContext,
  type TermsRefusal,
  WEBHOOK_LIMITS,
  type WebhookChange,
  type WebhookTerms,
  termsRefusal,
  withWebhookChange,
} from "../domain/events/webhook-rules.ts";
import type { AddonId, CompanyId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { type KountaWebhook, type Webhook, isKounta } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";

/** An add-on in a company: what it registered there is its own. */
export type WebhookOwner = Readonly<{ company: CompanyId; addonId: AddonId }>;

export type WebhookRefusal =
  TermsRefusal | Readonly<{ kind: "webhook_not_found" }> | Readonly<{ kind: "too_many_webhooks"; max: number }>;
type Saved<W extends Webhook = KountaWebhook> = Promise<Result<W, WebhookRefusal>>;

const isAny = (_webhook: Webhook): _webhook is Webhook => true;

/** Nothing to save: the registration is as it is asked for already. */
type Unchanged<W extends Webhook> = Readonly<{ kind: "unchanged"; webhook: W }>;

/** What add-ons do with their registrations, and the venue with all of them. Storage tells those who must know. */
export const webhookCommands = ({ storage, refuses }: { storage: Storage; refuses: TermsContext["refuses"] }) => {
  const { webhooks } = storage.deliveries;

  const contextOf = async (company: CompanyId): Promise<TermsContext> => {
    const catalogue = await storage.reads(company).catalogue();
    return { refuses, hasSite: (id) => catalogue.site(id as never) !== undefined };
  };

  const save = async <W extends Webhook>(
    company: CompanyId,
    id: number,
    are: (webhook: Webhook) => webhook is W,
    decide: (before: W) => Result<W, WebhookRefusal>,
  ): Saved<W> => {
    const changed = await webhooks.change<WebhookRefusal | Unchanged<W>>(company, id, (before) => {
      if (!are(before)) return refuse({ kind: "webhook_not_found" });
      const after = decide(before);
      if (!after.ok) return after;
      if (after.value === before) return refuse({ kind: "unchanged", webhook: before });
      return done({ ...after.value, version: before.version + 1, updatedAt: storage.clock() });
    });
    if (changed.ok) return changed as Result<W, never>;
    if (changed.error === "not_found") return refuse({ kind: "webhook_not_found" });
    return changed.error.kind === "unchanged" ? done(changed.error.webhook) : refuse(changed.error);
  };

  return {
    async of({ company, addonId }: WebhookOwner): Promise<readonly KountaWebhook[]> {
      return (await webhooks.of(company)).filter(isKounta).filter((webhook) => webhook.addonId === addonId);
    },

    async get({ company, addonId }: WebhookOwner, id: number): Saved {
      const webhook = await webhooks.get(company, id);
      return webhook?.addonId === addonId && isKounta(webhook) ? done(webhook) : refuse({ kind: "webhook_not_found" });
    },

    async create(owner: WebhookOwner, terms: WebhookTerms): Saved {
      const max = WEBHOOK_LIMITS.perAddon;
      if ((await this.of(owner)).length >= max) return refuse({ kind: "too_many_webhooks", max });
      const refusal = termsRefusal(terms, await contextOf(owner.company));
      if (refusal) return refuse(refusal);
      const now = storage.clock();
      const webhook: KountaWebhook = {
        ...terms,
        id: await storage.companies.newId("webhook"),
        companyId: owner.company,
        addonId: owner.addonId,
        format: "json",
        disabledReason: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await webhooks.add(webhook);
      return done(webhook);
    },

    async change({ company, addonId }: WebhookOwner, id: number, change: WebhookChange): Saved {
      const context = await contextOf(company);
      return save(company, id, isKounta, (before) => {
        if (before.addonId !== addonId) return refuse({ kind: "webhook_not_found" });
        const after = withWebhookChange(before, change);
        const refusal = after === before ? undefined : termsRefusal(after, context);
        return refusal ? refuse(refusal) : done(after);
      });
    },

    async remove(owner: WebhookOwner, id: number): Promise<Result<null, WebhookRefusal>> {
      const found = await this.get(owner, id);
      if (!found.ok) return found;
      return (await webhooks.remove(owner.company, id)) ? done(null) : refuse({ kind: "webhook_not_found" });
    },

    /** The venue switches a registration on or off, whosever it is. */
    switch: (company: CompanyId, id: number, active: boolean): Saved<Webhook> =>
      save(company, id, isAny, (before) => done(withWebhookChange(before, { active }))),
  };
};
