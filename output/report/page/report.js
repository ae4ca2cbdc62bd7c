"use strict";
// Tables are sorted and filtered, a link to a source opens it, and a saved page stands beside its article. Without this
// script all is there, in the order given.
const value = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.v === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.v);
};
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
for (const table of document.querySelectorAll("table.sorts")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * compare(value(a, column), value(b, column)));
      body.append(...rows);
    });
  });
  if (body.rows.length > 12) {
    const field = document.createElement("input");
    field.type = "search";
    field.placeholder = "Filter sources";
    field.setAttribute("aria-label", "Filter sources");
    field.addEventListener("input", () => {
      for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(field.value.toLowerCase());
    });
    table.before(field);
  }
}
// A saved page is loaded when its article is opened, in a frame that may do nothing; its link opens it without a script.
const frame = (link) => {
  const made = document.createElement("iframe");
  made.setAttribute("sandbox", "");
  made.referrerPolicy = "no-referrer";
  made.title = link.title;
  made.src = link.getAttribute("href");
  link.parentElement.append(made);
};
for (const article of document.querySelectorAll(".article")) {
  article.addEventListener("toggle", () => {
    const link = article.querySelector(".saved > a:only-child");
    if (article.open && link) frame(link);
  });
}
const open = () => {
  const target = document.getElementById(location.hash.slice(1));
  const source = target && target.closest("details");
  if (!source) return;
  source.open = true;
  source.querySelector("summary").focus();
  source.scrollIntoView();
};
addEventListener("hashchange", open);
open();
