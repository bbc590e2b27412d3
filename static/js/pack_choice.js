// The price, unit price, stock and delivery fee beside a product follow the chosen pack size.
const price = document.querySelector("[data-price] .price");
const unitPrice = document.querySelector("[data-price] .per");
const stock = document.querySelector("span[data-stock]");
const fee = document.querySelector("span[data-fee]");

for (const pack of document.querySelectorAll("input[data-unit-price]")) {
  pack.addEventListener("change", () => {
    price.textContent = pack.dataset.price;
    if (unitPrice) unitPrice.textContent = pack.dataset.unitPrice;
    stock.textContent = pack.dataset.stock;
    if (fee) fee.textContent = pack.dataset.fee;
  });
}
