import type { ReactNode } from "react";
import { LinkTabs } from "../../kit/LinkTabs.tsx";

const tabs = [
  { title: "Deliveries", to: "/developer/webhook-log" },
  { title: "Webhooks", to: "/developer/webhook-log/webhooks" },
  { title: "Notices", to: "/developer/webhook-log/notices" },
];

export const WebhookTabs = (): ReactNode => <LinkTabs label="Webhook log" tabs={tabs} />;
