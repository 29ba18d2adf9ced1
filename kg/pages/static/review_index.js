"use strict";
/* The list of what is worth a review: keys go through it, and a button undoes a line. */
(function () {
  const links = Array.from(document.querySelectorAll(".queue a"));
  const status = document.getElementById("review-status");
  const data = JSON.parse(document.getElementById("review-data").textContent);

  function go(step) {
    const place = links.indexOf(document.activeElement);
    const next = links[place < 0 ? 0 : Math.max(0, Math.min(links.length - 1, place + step))];
    if (next) next.focus();
  }

  async function undo(cells) {
    const answer = await fetch("/review/undo", {
      method: "POST",
      headers: { "content-type": "application/json", "x-review-token": data.token },
      body: JSON.stringify({ cells }),
    }).catch(() => null);
    if (answer && answer.ok) location.reload();
    else status.textContent = answer ? (await answer.json()).error : "The server does not answer; is it still running?";
  }

  const keys = { j: () => go(1), k: () => go(-1), q: () => links[0] && links[0].click() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const link = event.target.closest(".queue a");
    if (link) sessionStorage.setItem("review-place", link.hash.slice(1));
    if (button && button.dataset.undo) undo(JSON.parse(button.dataset.undo));
  });
})();
