import type { Generated } from "kysely";

/**
 * The tables as Kysely sees them. Times are epoch milliseconds, money minor units, flags 0 or 1, documents JSON text;
 * so both engines keep the very same values. Every key begins with the company.
 */
export type Flag = 0 | 1;

type Document = { version: number; created_at: number; updated_at: number; doc: string };

export type Tables = {
  migrations: { number: number; name: string; applied_at: number };
  sequences: { name: string; next: number };
  counters: { company_id: number; name: string; value: number };

  companies: { company_id: number; catalogue_version: number };
  catalogue_records: Document & { company_id: number; kind: string; id: number; catalogue_version: number };
  stock_levels: { company_id: number; site_id: number; product_id: number; stock: string; version: number };

  customers: Document & {
    company_id: number;
    id: number;
    name_key: string;
    email_key: string | null;
    phone_key: string | null;
    mobile_key: string | null;
  };
  customer_references: { company_id: number; addon_id: number; customer_id: number; reference_id: string };

  orders: {
    company_id: number;
    id: number;
    version: number;
    status: string;
    site_id: number;
    register_id: number | null;
    staff_id: number | null;
    customer_id: number | null;
    addon_id: number | null;
    group_id: string | null;
    seat: string | null;
    total: number;
    deleted: Flag;
    discounted: Flag;
    on_account: Flag;
    created_at: number;
    updated_at: number;
    doc: string;
    /** The tax in the total, and what was given on top; minor units. */
    tax: number;
    tips: number;
    /** What searches look at: see found-by.ts. */
    found_by: string;
  };
  sale_lines: {
    company_id: number;
    order_id: number;
    number: number;
    site_id: number;
    completed_at: number;
    product_id: number;
    quantity: string;
    total_inc_tax: number;
    total_tax: number;
  };
  sale_payments: {
    company_id: number;
    order_id: number;
    number: number;
    site_id: number;
    register_id: number | null;
    completed_at: number;
    method_id: number;
    amount: number;
    tip: number;
  };
  sale_taxes: {
    company_id: number;
    order_id: number;
    tax_id: number;
    site_id: number;
    completed_at: number;
    net: number;
    tax: number;
  };

  idempotency_answers: {
    company_id: number;
    addon_id: number;
    key: string;
    fingerprint: string;
    status: number;
    headers: string;
    body: string | null;
    created_at: number;
  };
  outbox: {
    id: Generated<number>;
    company_id: number;
    order_id: number | null;
    version: number;
    type: string;
    data: string;
    created_at: number;
    /** 1 while somebody waits for the event and nobody has acted on it. */
    pending: Flag;
    site_id: number | null;
    doc: string | null;
  };

  jobs: {
    company_id: number;
    id: number;
    queue: string;
    lane: string;
    key: string | null;
    data: string;
    position: number;
    run_at: number;
    attempts: number;
    /** Epoch milliseconds; 0 while nobody has it. */
    lease_until: number;
    lease_owner: string | null;
    created_at: number;
  };
  job_lanes: { queue: string; lane: string; next_at: number };
  webhooks: Document & { company_id: number; id: number; addon_id: number; topic: string; active: Flag };
  payloads: { company_id: number; id: number; body: string; created_at: number };
  deliveries: {
    company_id: number;
    id: number;
    webhook_id: number | null;
    addon_id: number | null;
    event_id: number;
    topic: string;
    order_id: number | null;
    site_id: number | null;
    address: string;
    payload_id: number;
    state: string;
    attempts: number;
    last_status: number | null;
    last_error: string | null;
    created_at: number;
    next_at: number | null;
    finished_at: number | null;
    replay_of: number | null;
  };
  attempts: {
    company_id: number;
    delivery_id: number;
    number: number;
    started_at: number;
    took_ms: number;
    status: number | null;
    error: string | null;
    request_headers: string;
    response_headers: string | null;
    answer: string | null;
  };
  endpoint_health: {
    company_id: number;
    webhook_id: number;
    failing_since: number | null;
    failures: number;
    delivered_at: number | null;
  };
  notices: {
    company_id: number;
    id: number;
    kind: string;
    data: string;
    created_at: number;
    seen_at: number | null;
  };
  print_jobs: {
    company_id: number;
    id: number;
    site_id: number;
    order_id: number | null;
    printer_id: number;
    event_id: number | null;
    kind: string;
    state: string;
    attempts: number;
    doc: string;
    last_error: string | null;
    created_at: number;
    updated_at: number;
    printed_at: number | null;
  };

  /** What storage/sales.ts reads by: how and when orders ended. */
  ended_orders: {
    company_id: number;
    site_id: number;
    /** 1 for a sale, 0 for an order that was turned down or deleted. */
    sold: Flag;
    ended_at: number;
    order_id: number;
    customer_id: number | null;
    original_order_id: number | null;
    reference: string | null;
    facts: string | null;
  };
  documents: {
    company_id: number;
    kind: string;
    key: string;
    site_id: number | null;
    at: number;
    version: number;
    doc: string;
  };
  shifts: { company_id: number; id: number; site_id: number | null; staff_id: number; started_at: number; doc: string };
  reconciliations: {
    company_id: number;
    id: number;
    site_id: number;
    register_id: number | null;
    processed: Flag;
    created_at: number;
    version: number;
    doc: string;
  };
  checkins: { company_id: number; id: number; site_id: number; started_at: number; doc: string };

  addons: {
    company_id: number;
    id: number;
    client_id: string;
    secret_hash: string;
    /** JSON lists, here and below. "*" is every permission. */
    permissions: string;
    name: string;
    active: Flag;
    created_at: number;
    description: string;
    redirect_uris: string;
    apis: string;
    scopes: string;
    grants: string;
    is_public: Flag;
    old_secret_hash: string | null;
    old_secret_until: number | null;
    signing: string | null;
    old_signing: string | null;
  };
  addon_grants: { company_id: number; addon_id: number; granted_at: number; granted_by: number | null };
  authorizations: {
    company_id: number;
    id: number;
    addon_id: number;
    staff_id: number | null;
    api: string;
    permissions: string;
    created_at: number;
  };
  authorization_codes: {
    code_hash: string;
    company_id: number;
    addon_id: number;
    staff_id: number;
    api: string;
    permissions: string;
    redirect_uri: string;
    challenge: string | null;
    created_at: number;
    expires_at: number;
    used_at: number | null;
    authorization_id: number | null;
  };
  refresh_tokens: {
    token_hash: string;
    company_id: number;
    authorization_id: number;
    addon_id: number;
    created_at: number;
    used_at: number | null;
  };
  access_tokens: {
    token_hash: string;
    company_id: number;
    authorization_id: number;
    addon_id: number;
    created_at: number;
    expires_at: number;
  };
  people: {
    company_id: number;
    staff_id: number;
    username: string;
    password_hash: string;
    role: string;
    active: Flag;
    created_at: number;
  };
  staff_pins: { company_id: number; staff_id: number; pin_hash: string; set_at: number };
  sessions: {
    token_hash: string;
    company_id: number;
    staff_id: number;
    register_id: number | null;
    kind: string;
    created_at: number;
    expires_at: number;
  };
  register_devices: {
    company_id: number;
    id: number;
    register_id: number;
    token_hash: string;
    name: string;
    created_by: number;
    created_at: number;
    seen_at: number | null;
  };
};
