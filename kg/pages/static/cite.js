"use strict";
/* A statement as a citation: plain text, Markdown, BibTeX, RIS. The one place where citations are made. */
kg.cite = (function () {
  const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const braced = { "\\": "{\\textbackslash}", "{": "{\\textbraceleft}", "}": "{\\textbraceright}", "~": "{\\textasciitilde}", "^": "{\\textasciicircum}" };

  /** White space single, without controls and marks that change the direction of the text after them. */
  function line(text) {
    return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+/gu, " ").replace(/\s+/g, " ").trim();
  }

  /** "15 February 2020" or "February 2020" of a date in ISO 8601; a week as it is. */
  function day(date) {
    const [, year, month, number] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(date) || [];
    if (!year) return date;
    return [number && String(Number(number)), month && names[Number(month) - 1], year].filter(Boolean).join(" ");
  }

  /** Signs that Markdown could take for its own, with a backslash (CommonMark 0.31, section 2.4). */
  function markdown(text) {
    return line(text).replace(/[\\`*_{}[\]<>()#+\-.!|~&=:]/g, "\\$&");
  }

  /** A value between braces: what TeX takes for a command is written out, and braces come in pairs. */
  function tex(text) {
    return line(text).replace(/[\\{}~^]/g, (sign) => braced[sign]).replace(/[#$%&_]/g, "\\$&");
  }

  /** An address without what TeX, Markdown or a line could take for an end of it. */
  function address(text) {
    return line(text).replace(/[\s"<>\\^`{|}()]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"));
  }

  /** The quotation with marks around it, unless it has them already. */
  function quoted(text) {
    const own = line(text).replace(/^["“”„«]|["”“»]$/g, "");
    return "“" + own + "”";
  }

  // What is no quotation of the speaker; the marks around it are those of the article's words.
  const reported = { indirect: "reported", mixed: "partly quoted" };

  /** Words before the outlet: who, what keeps the words from being said speech, whether they are not verbatim. */
  function who(one) {
    const notes = [one.mark && line(one.mark), reported[one.manner]].filter(Boolean);
    return line(one.who) + (notes.length ? " (" + notes.join(", ") + ")" : "");
  }

  function said(one) {
    return one.said && one.said !== one.published ? "said " + day(one.said) : "";
  }

  const place = (one) => line(one.path) + ":" + one.start + "-" + one.end;

  function plain(one) {
    const source = ["in “" + line(one.title) + "”", line(one.outlet), day(one.published), said(one), address(one.address)];
    return quoted(one.text) + " — " + [who(one), ...source].filter(Boolean).join(", ") + " (" + place(one) + ")";
  }

  function asMarkdown(one) {
    const title = one.address ? "[" + markdown(one.title) + "](<" + address(one.address) + ">)" : "“" + markdown(one.title) + "”";
    const source = [markdown(who(one)), "in " + title, markdown(one.outlet), day(one.published), said(one)];
    return "> " + markdown(quoted(one.text)) + "\n>\n> — " + source.filter(Boolean).join(", ") + " (" + markdown(place(one)) + ")";
  }

  function bibtex(one) {
    const [year, month, number] = one.published.split("-");
    const dated = /^\d{4}$/.test(year);
    const fields = [
      ["author", one.outlet && "{{" + tex(one.outlet) + "}}"],
      ["title", "{{" + tex(one.title) + "}}"],
      ["year", dated && "{" + year + "}"],
      ["month", dated && months[Number(month) - 1]],
      ["day", dated && number && "{" + Number(number) + "}"],
      ["url", one.address && "{" + address(one.address) + "}"],
      ["note", "{" + tex([quoted(one.text) + " — " + who(one), said(one), place(one)].filter(Boolean).join("; ")) + "}"],
    ];
    const written = fields.filter(([, value]) => value).map(([name, value]) => "  " + name + " = " + value);
    return "@misc{" + one.id + ",\n" + written.join(",\n") + "\n}";
  }

  function ris(one) {
    const date = /^\d{4}(-\d\d){0,2}$/.test(one.published) ? one.published.split("-") : [];
    const tags = [
      ["TY", "NEWS"],
      ["ID", one.id],
      ["TI", line(one.title)],
      ["T2", line(one.outlet)],
      ["PY", date[0] || ""],
      ["DA", date.length ? [date[0], date[1] || "", date[2] || "", ""].join("/") : ""],
      ["N1", quoted(one.text) + " — " + [who(one), said(one)].filter(Boolean).join(", ")],
      ["SP", place(one)],
      ["UR", address(one.address)],
    ];
    return [...tags.filter(([, value]) => value).map(([tag, value]) => tag + "  - " + value), "ER  - "].join("\n");
  }

  /** What is known of the statement with this identifier, from the rows of the page. */
  function statement(data, id) {
    const [text, speaker, article, date, start, end, mark, , manner] = data.statements[id];
    const [title, outlet, published, url, path, page] = data.articles[article];
    // A page on a disk is no address for others.
    const root = location.protocol.startsWith("http") ? new URL(document.querySelector("nav a").href) : null;
    const here = root && page ? new URL(page + "#" + id, root).href : "";
    return { id, text, who: speaker, title, outlet, published, said: date, start, end, mark, manner, path, address: url || here };
  }

  return { statement, formats: { "Plain text": plain, Markdown: asMarkdown, BibTeX: bibtex, RIS: ris } };
})();
