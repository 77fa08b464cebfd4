
// A click on a column's name sorts by it, a second one the other way round. Blanks come last.
const valueOf = (row, column) => {
  const text = row.cells[column].textContent.trim();
  const number = Number(text.split(" ± ")[0].replace("−", "-").replaceAll(",", ""));
  return text === "" || Number.isNaN(number) ? text : number;
};
const compare = (a, b) =>
  a === "" || b === "" ? (a === "") - (b === "") : typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
for (const table of document.querySelectorAll(".sortable table")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const body = table.tBodies[0];
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [valueOf(a, column), valueOf(b, column)];
        return x === "" || y === "" || up ? compare(x, y) : compare(y, x);
      });
      body.append(...rows);
    });
  });
}
