"use strict";
/* Every table as CSV and JSON, made of what the page shows of it; statements, too. */
(function () {
  // A spreadsheet may run a cell that begins so as a formula; the full-width forms, too.
  const risky = /^[=+\-@\t\r\n＝＋－＠]/;
  const whole = /^\d{1,3}(,\d{3})*$/;

  /** What a cell says: without what stands for the eye, the ear or a telephone alone, dates in ISO 8601. */
  function cellOf(cell) {
    const copy = cell.cloneNode(true);
    for (const one of copy.querySelectorAll(".sign")) one.firstChild.remove();
    for (const one of copy.querySelectorAll(".unseen, .toward, [aria-hidden], details")) {
      if (!one.closest(".sign")) one.remove();
    }
    for (const one of copy.querySelectorAll("time")) one.textContent = one.dateTime;
    for (const one of copy.querySelectorAll("p, li, q")) one.append(" ");
    const text = copy.textContent.replace(/\s+/g, " ").trim();
    return whole.test(text) ? Number(text.replaceAll(",", "")) : text;
  }

  const safe = (cell) => (typeof cell === "string" && risky.test(cell) ? "'" + cell : String(cell));
  const csvCell = (text) => (/[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

  /** RFC 4180, words as words: no cell can be taken for a formula. */
  function csv(columns, rows) {
    return [columns, ...rows].map((row) => row.map((cell) => csvCell(safe(cell))).join(",") + "\r\n").join("");
  }

  function json(columns, rows) {
    return JSON.stringify(rows.map((row) => Object.fromEntries(row.map((cell, place) => [columns[place], cell]))), null, 1) + "\n";
  }

  function readTable(table) {
    // Of a folded table nothing is drawn, and all is meant.
    const drawn = table.getClientRects().length > 0;
    const seen = (one) => (drawn ? one.getClientRects().length > 0 : !one.hidden);
    const heads = Array.from(table.tHead.rows[0].cells);
    const places = heads.map((_, place) => place).filter((place) => seen(heads[place]));
    const rows = Array.from(table.tBodies).flatMap((body) => Array.from(body.rows)).filter(seen);
    const columns = places.map((place) => String(cellOf(heads[place])) || "column " + (place + 1));
    return [columns, rows.map((row) => places.map((place) => cellOf(row.cells[place])))];
  }

  /** The statements that the filter leaves, also those that are folded. */
  function readStatements(data) {
    const columns = ["speaker", "statement", "date", "outlet", "article", "published", "address", "cite", "id", "kind", "manner", "confidence", "about"];
    const items = Array.from(document.querySelectorAll("li.statement")).filter((item) => !item.closest("[hidden]"));
    const rows = items.map(({ id }) => {
      const [text, who, article, date, start, end, mark, kind, manner, confidence, about] = data.statements[id];
      const [title, outlet, published, url, path] = data.articles[article];
      const place = path + ":" + start + "-" + end;
      return [who, text, date, outlet, title, published, url, place, id, mark || kind, manner, confidence, about.map((one) => data.names[one]).join("; ")];
    });
    return [columns, rows];
  }

  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob(type === "text/csv" ? ["\ufeff", text] : [text], { type }));
    kg.element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function bar(label, read) {
    const page = decodeURIComponent(location.pathname).split("/").pop().replace(/\.html$/, "") || "index";
    const name = (page + "-" + label).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80);
    const button = (format, type, write) => {
      const made = kg.element("button", { type: "button" }, format, kg.element("span", { className: "unseen" }, " of " + label));
      made.addEventListener("click", () => save(name + "." + format.toLowerCase(), type, write(...read())));
      return made;
    };
    return kg.element("p", { className: "save" }, "Save as ", button("CSV", "text/csv", csv), " ", button("JSON", "application/json", json));
  }

  for (const table of document.querySelectorAll("table")) {
    const region = table.closest("[role=region]");
    const section = table.closest("section");
    const heading = section && section.querySelector("h2, h3");
    const label = (region && region.getAttribute("aria-label")) || (table.caption || heading || document.querySelector("h1")).textContent;
    (region || table).after(bar(kg.shorten(label.trim(), 60), () => readTable(table)));
  }
  const form = document.querySelector("form.filter");
  if (document.querySelector("li.statement")) {
    const statements = kg.data("statement-data");
    const list = bar("statements", () => readStatements(statements));
    if (form) form.append(list);
    else document.querySelector("section.statements").prepend(list);
  }
  kg.tables = { csv, json, readTable, bar };
})();
