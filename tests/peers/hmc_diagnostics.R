# Diagnostics of R's posterior on the chains that elbolab.hmc.diagnostics.ChainSets writes.
#   java -cp ... elbolab.hmc.diagnostics.ChainSets build/chains.csv
#   Rscript tests/peers/hmc_diagnostics.R build/chains.csv tests/peers/hmc_diagnostics_reference.csv
suppressPackageStartupMessages(library(posterior))
# posterior 1.4 halves chains with x[1:k, ]; for k = 1 that drops a dimension and turns chains into
# draws. The same function without that slip:
split_chains <- function(x) {
  x <- as.matrix(x)
  n <- NROW(x)
  if (n == 1L) return(x)
  cbind(x[1:floor(n / 2), , drop = FALSE], x[ceiling(n / 2 + 1):n, , drop = FALSE])
}
assignInNamespace(".split_chains", split_chains, "posterior")
paths <- commandArgs(trailingOnly = TRUE)
all <- read.csv(paths[1])
rows <- lapply(split(all, all$set), function(s) {
  x <- matrix(s$value, ncol = max(s$chain) + 1)
  suppressWarnings(data.frame(
    set = s$set[1], rhat = rhat(x), ess_bulk = ess_bulk(x), ess_tail = ess_tail(x),
    ess_mean = ess_mean(x), mcse_mean = mcse_mean(x),
    mcse_q5 = unname(mcse_quantile(x, 0.05)), mcse_q50 = unname(mcse_quantile(x, 0.5)),
    mcse_q95 = unname(mcse_quantile(x, 0.95))))
})
options(digits = 16)
write.csv(do.call(rbind, rows), paths[2], row.names = FALSE, quote = FALSE)
