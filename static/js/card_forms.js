// What a card's button did is shown without leaving one's place: the answer's message and basket are put into this page.
import "./toast.js";

const show = (page) => {
  for (const toast of document.querySelectorAll("[data-toast]")) toast.remove();
  document.body.append(...page.querySelectorAll("[data-toast]"));
  const baskets = page.querySelectorAll("header a:has(.cnt)");
  document.querySelectorAll("header a:has(.cnt)").forEach((link, place) => baskets[place] && link.replaceWith(baskets[place]));
};

for (const form of document.querySelectorAll("form[data-in-place]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { submitter } = event;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter) }).catch(() => null);
    if (answer?.ok && new URL(answer.url).pathname === location.pathname) {
      submitter.dataset.done = "";
      return show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit(); // the page says what is wrong
  });
}
