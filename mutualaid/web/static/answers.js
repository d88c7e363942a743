// Counts what an answer costs as it is typed: one text is 160 plain characters. The server decides; this only shows.
"use strict";

const DOUBLE = /[\^{}\\[\]~|€]/g;
const KEPT = /[@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà]/;

function plain(text) {
  return [...text.replace(/\s+/g, " ").trim()]
    .map((c) => (KEPT.test(c) ? c : c.normalize("NFD").replace(/[\u0300-\u036f]/g, "")))
    .join("");
}

for (const hint of document.querySelectorAll("[data-counts]")) {
  const box = document.getElementById(hint.dataset.counts);
  const first = hint.textContent;
  const show = () => {
    const text = plain(box.value);
    const size = text.length + (text.match(DOUBLE) || []).length;
    const short = size <= Number(hint.dataset.short);
    if (!size) hint.textContent = first;
    else if (size > 160) hint.textContent = `${size} characters: ${size - 160} too many for one text.`;
    else hint.textContent = `${size} characters, one text. ` + (short
      ? "It goes into the same text as our own words."
      : "It follows our own words as a text of its own.");
  };
  box.addEventListener("input", show);
  show();
}
