// What a frontend does with the generated types. It is only checked, never run.
import type { FeedsData, WebsiteData, WebsiteVariables } from "./client.ts";
import { WebsiteDocument } from "./client.ts";

export function body(variables: WebsiteVariables): string {
  return JSON.stringify({ query: WebsiteDocument, variables });
}

export function title(data: WebsiteData): string {
  const route = data.route;
  if (route === null) return "";
  switch (route.__typename) {
    case "PageRoute":
      return route.page.title;
    case "RedirectRoute":
      return `${route.status} ${route.location}`;
    case "GoneRoute":
      return "410";
  }
}

export function starts(data: WebsiteData): string[] {
  if (data.route?.__typename !== "PageRoute") return [];
  const page = data.route.page;
  return page.__typename === "EventPage" ? [page.start, page.timeZone] : [];
}

export function headings(data: WebsiteData): string[] {
  if (data.route?.__typename !== "PageRoute") return [];
  return data.route.page.body.flatMap((block) => block.__typename === "HeadingBlock" ? [block.headingText] : []);
}

export function dates(data: FeedsData): string[] {
  return data.statements.nodes.map((statement) => statement.date);
}
