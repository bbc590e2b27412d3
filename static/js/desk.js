// The desk: opening a request holds it for this operator, and ready reasons write the letter. Both go without scripts:
// by the button "Nhận việc này", and by sending the form, which comes back with the letter to be read.
const holding = document.querySelector("[data-hold]");
if (holding) hold(holding).catch(() => {}); // without a network, or once the page was left, the button stays

async function hold(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (answer.status === 409) return location.reload(); // a colleague was quicker: the page says who
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("[data-held]").textContent = page.querySelector("[data-held]")?.textContent ?? "";
  form.remove();
}

const back = document.querySelector("[data-letter]");
for (const reason of back?.querySelectorAll("[data-sentence]") ?? []) {
  reason.addEventListener("change", () => write(reason));
}

function write(reason) {
  const letter = back.elements.namedItem("note");
  const { sentence, fields } = reason.dataset;
  const others = letter.value.split("\n").filter((line) => line.trim() !== sentence);
  letter.value = (reason.checked ? [...others, sentence] : others).filter(Boolean).join("\n");
  for (const name of fields.split(" ").filter(Boolean)) {
    const box = back.querySelector(`[name=to_mend][value="${CSS.escape(name)}"]`);
    if (box && reason.checked) box.checked = true;
  }
}
