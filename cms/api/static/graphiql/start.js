/*
 * Starts GraphiQL on the element with id "graphiql". Everything it needs is
 * served from our own static files; the only request it makes goes to the
 * address in that element's data-endpoint attribute.
 */
(function () {
  "use strict";

  var DEFAULT_QUERY = [
    "# Deutsch: Beispielabfrage",
    "#   Strg+Eingabe: ausführen",
    "#   Strg+Leertaste: Vorschläge",
    "#   Buch-Symbol links: Schema-Doku",
    "#",
    "# English: sample query",
    "#   Ctrl+Enter: run",
    "#   Ctrl+Space: suggestions",
    "#   Book icon, left: schema docs",
    "",
    "{",
    "  site {",
    "    organisationName",
    "  }",
    "  statements(first: 3) {",
    "    edges {",
    "      node {",
    "        title",
    "        path",
    "      }",
    "    }",
    "  }",
    "}",
    "",
  ].join("\n");

  var root = document.getElementById("graphiql");
  if (!root) {
    return;
  }

  var endpoint = root.getAttribute("data-endpoint");
  if (!endpoint) {
    root.textContent = "No GraphQL endpoint is configured for this page.";
    return;
  }
  if (!window.React || !window.ReactDOM || !window.GraphiQL) {
    root.textContent = "GraphiQL could not be loaded.";
    return;
  }

  // GraphiQL shows whatever this resolves to (or rejects with) as the result.
  function fetcher(params, options) {
    // Whatever was typed into the "Headers" editor, then our own two.
    var headers = new Headers((options && options.headers) || {});
    headers.set("Accept", "application/graphql-response+json, application/json");
    headers.set("Content-Type", "application/json");
    return fetch(endpoint, {
      method: "POST",
      headers: headers,
      body: JSON.stringify(params),
      credentials: "omit",
    }).then(function (response) {
      return response.text().then(function (text) {
        try {
          return JSON.parse(text);
        } catch (error) {
          // For example an HTML error page from a proxy.
          throw new Error(
            "The server did not answer with JSON (HTTP status " +
              response.status +
              ").",
          );
        }
      });
    });
  }

  window.ReactDOM.createRoot(root).render(
    window.React.createElement(window.GraphiQL, {
      fetcher: fetcher,
      defaultQuery: DEFAULT_QUERY,
    }),
  );
})();
