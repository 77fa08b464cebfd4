# Stan's NUTS on one problem, for elbolab.peers.HmcBench.
#   Rscript tests/peers/hmc_stan.R PROBLEM DATA OUT CHAINS WARMUP DRAWS SEED
# DATA holds name,value rows as HmcBench writes them; OUT receives chain,draw and the quantities.
# The last line printed is: warm-up seconds, sampling seconds, gradients, all chains together.
suppressPackageStartupMessages(library(rstan))
arguments <- commandArgs(trailingOnly = TRUE)
problem <- arguments[1]
counts <- as.integer(arguments[4:7])
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

entries <- read.csv(arguments[2])
values <- lapply(split(entries$value, entries$name), as.numeric)
if (problem == "gaussian") {
  values$precision <- matrix(values$precision, nrow = values$d)
} else if (problem == "regression") {
  values$x <- matrix(values$x, nrow = values$n, byrow = TRUE)
}

compiled <- file.path(dirname(arguments[3]), paste0("stan_", problem, ".rds"))
if (file.exists(compiled)) {
  model <- readRDS(compiled)
} else {
  # Debian keeps Boost with the system's headers, not inside R's BH package.
  model <- stan_model(file.path(here, "hmc_stan", paste0(problem, ".stan")),
    boost_lib = "/usr/include")
  saveRDS(model, compiled)
}
fit <- sampling(model, data = values, chains = counts[1], warmup = counts[2],
  iter = counts[2] + counts[3], seed = counts[4], cores = 1, refresh = 0)

shown <- list(eight_schools = c("mu", "tau", "theta"), gaussian = "z", regression = c("beta", "sigma"))
draws <- extract(fit, pars = shown[[problem]], permuted = FALSE)
flat <- matrix(draws, ncol = dim(draws)[3])
write.csv(flat, arguments[3], row.names = FALSE)
leapfrogs <- sapply(get_sampler_params(fit, inc_warmup = TRUE), function(p) sum(p[, "n_leapfrog__"]))
cat(colSums(get_elapsed_time(fit)), sum(leapfrogs), "\n")
