"use strict";
// The editor YASGUI in place of the form on the page /sparql. It asks this server alone.
{
  const form = document.getElementById("form");
  const given = document.getElementById("query");
  const links = document.getElementById("links");
  const place = document.getElementById("yasgui");
  const prefixes = JSON.parse(place.dataset.prefixes);
  const endpoint = new URL(form.action).href;
  const { Yasqe } = window.Yasgui;

  Yasqe.forkAutocompleter(
    "prefixes",
    { name: "own-prefixes", get: () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`) },
    false,
  );

  const address = (query, format) => {
    const parameters = new URLSearchParams({ query });
    if (format) parameters.set("format", format);
    return `${endpoint}?${parameters}`;
  };
  const declared = (query) => {
    const used = Object.entries(prefixes).filter(
      ([name]) => new RegExp(`(^|[^\\w:])${name}:`).test(query) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(query),
    );
    return used.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
  };

  window.Yasgui.Tab.prototype.getShareableLink = function shareableLink() {
    return address(this.getYasqe().getValue());
  };
  // It measures its place.
  form.hidden = true;
  place.hidden = false;
  const first = declared(given.value);
  const yasgui = new window.Yasgui(place, {
    persistenceId: "kg",
    // The server has answered the query of the address: it is in the form.
    populateFromUrl: false,
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: ["endpoint"] },
    requestConfig: { endpoint, method: "POST" },
    yasqe: {
      value: first,
      autocompleters: ["own-prefixes", "variables"],
      prefixCcApi: null,
      collapsePrefixesOnLoad: true,
    },
    yasr: { prefixes, pluginOrder: ["table", "response"], defaultPlugin: "table" },
  });

  const set = (tab) => {
    if (tab && tab.getEndpoint() !== endpoint) tab.setEndpoint(endpoint);
  };
  Object.values(yasgui._tabs).forEach(set);
  yasgui.on("tabAdd", (_, id) => set(yasgui.getTab(id)));
  if (place.dataset.asked === "yes" && yasgui.getTab().getQuery() !== first) {
    yasgui.addTab(true, { ...window.Yasgui.Tab.getDefaults(yasgui), name: "Shared", yasqe: { value: first } });
  }
  yasgui.on("query", (_, tab) => {
    const query = tab.getQuery();
    history.replaceState(null, "", address(query));
    const answer = document.getElementById("answer");
    if (answer) answer.remove();
    const formats = JSON.parse(place.dataset.formats)[/construct|describe/i.test(tab.getYasqe().getQueryType()) ? 1 : 0];
    links.replaceChildren(
      "The same as ",
      ...formats.flatMap((name, number) => {
        const link = document.createElement("a");
        link.href = address(query, name);
        link.textContent = name;
        return number ? [", ", link] : [link];
      }),
    );
  });
}
