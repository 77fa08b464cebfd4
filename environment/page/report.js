
// What is linked to, searched for or printed is not left folded.
const unfold = (element) => {
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};
const target = () => {
  const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  unfold(element);
  element?.scrollIntoView();
};
addEventListener("hashchange", target);
if (location.hash) target();

let closed = [];
addEventListener("beforeprint", () => {
  const folds = [...document.querySelectorAll("details:not([open])")];
  for (const fold of folds) fold.open = true;
  closed.push(...folds);
});
addEventListener("afterprint", () => {
  for (const fold of closed) fold.open = false;
  closed = [];
});
