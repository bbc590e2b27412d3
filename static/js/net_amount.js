// What is left of a price while somebody types it, from the rates that <form data-net-form> carries: the same sums as
// the shop's own (fees/terms.py, money.py), and nobody is asked. Without it a button computes.
const SCALES = { k: 1000, "nghìn": 1000, "ngàn": 1000, tr: 1_000_000, "triệu": 1_000_000 };
const AMOUNT = /^₫?\s*(\d[\d., ]*?)\s*(k|nghìn|ngàn|tr|triệu)?\s*(?:₫|vnđ|vnd|đồng|đ|d)?$/;
const GROUPED = /^(?:\d{1,15}|\d{1,3}(?:([., ])\d{3}(?:\1\d{3}){0,3})?)$/;

function read(text) {
  const typed = AMOUNT.exec(text.normalize("NFKC").trim().toLowerCase());
  if (!typed) return null;
  const [, digits, scale] = typed;
  if (!scale) return GROUPED.test(digits) ? Number(digits.replace(/\D/g, "")) : null;
  const number = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(digits);
  return number && (Number(number[1]) * 100 + Number((number[2] ?? "").padEnd(2, "0"))) * SCALES[scale] / 100;
}

const share = (amount, points) => Math.floor((amount * points + 5000) / 10000);

function show(amount) {
  const mark = document.documentElement.lang === "en" ? "," : ".";
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, mark);
  return `${amount < 0 ? "−" : ""}${digits}\u00a0₫`;
}

// Each fee is [basis points, fixed, least, most]; together they take half of the price at most, as the shop has it.
function feeOf(price, fees) {
  const asked = fees.map(([points, fixed, least, most]) => Math.min(Math.max(share(price, points) + fixed, least ?? 0), most ?? Infinity));
  const sum = asked.reduce((all, each) => all + each, 0);
  const isPlain = fees.length === 1 && !fees[0][1] && fees[0][2] === null && fees[0][3] === null;
  return isPlain ? sum : Math.min(sum, Math.floor(price / 2));
}

function partsOf(form, price) {
  const fee = feeOf(price, JSON.parse(form.dataset.fees));
  const taxes = form.dataset.taxes.split(",").filter(Boolean).map((points) => share(price, Number(points)));
  const tax = taxes.reduce((sum, each) => sum + each, 0);
  return { price, fee: -fee, tax: -tax, net: price - fee - tax };
}

function compute(form) {
  const price = read(form.querySelector("[data-price]").value);
  if (price !== null) {
    const parts = partsOf(form, price);
    for (const cell of document.querySelectorAll("[data-part]")) cell.textContent = show(parts[cell.dataset.part]);
  }
  const line = form.querySelector("[data-per-unit]");
  line.querySelector("b").textContent = perUnit(form, price);
  line.hidden = !line.querySelector("b").textContent;
  for (const cell of form.querySelectorAll("[data-lower-net]")) {
    const lower = read(form.querySelector(`[data-lower="${cell.dataset.lowerNet}"]`).value);
    cell.textContent = lower === null ? "–" : show(partsOf(form, lower).net);
  }
}

// The price of a kilogram, litre or piece, rounded as the shop does (money.unit_price).
function perUnit(form, price) {
  const amount = Number(form.elements.content_amount.value.replace(/[\s.](?=\d{3}$)/, ""));
  const unit = form.elements.content_unit.value;
  if (price === null || !Number.isInteger(amount) || amount < 1 || (unit === "piece" && amount === 1)) return "";
  const size = unit === "piece" ? 1 : 1000;
  const step = price * size >= 10000 * amount ? 1000 : 100;
  const steps = Math.floor((2 * price * size + step * amount) / (2 * step * amount));
  return `${show(steps * step)}/${JSON.parse(form.dataset.unitNames)[unit]}`;
}

for (const form of document.querySelectorAll("[data-net-form]")) {
  form.addEventListener("input", () => compute(form));
  for (const button of document.querySelectorAll("[data-compute]")) button.hidden = true;
}
