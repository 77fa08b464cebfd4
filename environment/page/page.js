renderMathInElement(document.querySelector("main"), {
  delimiters: [
    { left: "$$", right: "$$", display: true },
    { left: "\\[", right: "\\]", display: true },
    { left: "\\begin{align}", right: "\\end{align}", display: true },
    { left: "\\begin{equation}", right: "\\end{equation}", display: true },
    { left: "\\(", right: "\\)", display: false },
    { left: "$", right: "$", display: false },
  ],
  throwOnError: false,
});
