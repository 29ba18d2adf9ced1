"use strict";
/* A button at each statement that opens its citation, to be copied. */
(function () {
  let data = null;
  const chosen = { format: Object.keys(kg.cite.formats)[0], id: "" };
  let box = null;

  function make() {
    const text = kg.element("textarea", { readOnly: true, rows: 9, spellcheck: false });
    text.setAttribute("aria-label", "Citation");
    const status = kg.element("p", { className: "more" });
    status.setAttribute("role", "status");
    const formats = Object.keys(kg.cite.formats).map((name) => {
      const radio = kg.element("input", { type: "radio", name: "format", value: name });
      radio.addEventListener("change", () => {
        chosen.format = name;
        write();
      });
      return kg.element("label", {}, radio, " " + name);
    });
    const copy = kg.element("button", { type: "button" }, "Copy");
    const close = kg.element("button", { type: "button" }, "Close");
    const legend = kg.element("legend", { className: "unseen" }, "Format");
    const dialog = kg.element("dialog", { className: "citation" }, kg.element("fieldset", {}, legend, ...formats), text, kg.element("p", {}, copy, " ", close), status);
    dialog.setAttribute("aria-label", "Cite this statement");
    copy.addEventListener("click", async () => {
      status.textContent = (await put(text)) ? "Copied." : "Selected: copy it with your keyboard.";
    });
    close.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
    return { dialog, text, status, formats };
  }

  /** Into the clipboard; where that is not allowed the text is selected. */
  async function put(text) {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      return true;
    } catch {
      return false;
    }
  }

  function write() {
    box.text.value = kg.cite.formats[chosen.format](kg.cite.statement(data, chosen.id));
    box.status.textContent = "";
    for (const label of box.formats) label.firstChild.checked = label.firstChild.value === chosen.format;
  }

  function open(id) {
    box = box || make();
    chosen.id = id;
    write();
    box.dialog.showModal();
  }

  function button(id) {
    const words = kg.element("span", { className: "unseen" }, " “" + kg.shorten(data.statements[id][0], 60) + "”");
    const made = kg.element("button", { type: "button", className: "cite-it" }, "Cite", words);
    made.addEventListener("click", () => open(id));
    return made;
  }

  /** Put a button at each statement; a page that changes calls this again, with what is known of them now. */
  globalThis.offerCitations = function (statements) {
    data = statements;
    for (const place of document.querySelectorAll("li.statement > .cite")) place.append(" ", button(place.parentElement.id));
    for (const link of document.querySelectorAll("a.permanent")) link.after(" ", button(link.hash.slice(1)));
  };
  globalThis.offerCitations(kg.data("statement-data"));
})();
