// The price, unit price, stock, delivery fee, day of arrival and most units beside a product follow the chosen pack size, the price also
// the quantity as soon as it is typed, and what is said of its promotion; what is sold out cannot be put into the basket.
for (const form of document.querySelectorAll("[data-buy]")) {
  const quantity = form.querySelector("[data-quantity] input");
  const told = {
    price: document.querySelector("[data-price] .price"),
    unitPrice: document.querySelector("[data-price] .per"),
    stock: document.querySelector("span[data-stock]"),
    fee: document.querySelector("span[data-fee]"),
    arrival: document.querySelector("[data-arrival-told]"),
  };
  const tell = () => {
    const pack = form.querySelector("input[data-breaks]:checked").dataset;
    const reached = JSON.parse(pack.breaks).filter(([start]) => start <= Number(quantity.value));
    const [, price, unitPrice] = reached.at(-1) ?? [1, pack.price, pack.unitPrice];
    const shown = { price, unitPrice, stock: pack.stock, fee: pack.fee, arrival: pack.arrival };
    for (const [part, element] of Object.entries(told)) {
      if (element && shown[part] !== undefined && element.textContent !== shown[part]) element.textContent = shown[part];
    }
    const chosen = form.querySelector("input[data-breaks]:checked").value;
    for (const sale of document.querySelectorAll("[data-sale-of]")) sale.hidden = sale.dataset.saleOf !== chosen;
    quantity.dataset.max = pack.most;
    for (const button of form.querySelectorAll(".buy button")) button.disabled = "soldOut" in pack;
  };
  form.addEventListener("change", tell);
  quantity.addEventListener("input", tell);
  tell();
}
