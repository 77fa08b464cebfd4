data {
  int<lower=1> n;
  int<lower=1> k;
  matrix[n, k] x;
  vector[n] y;
}
parameters {
  vector[k] beta;
  real<lower=0> sigma;
}
model {
  beta ~ normal(0, 10);
  sigma ~ normal(0, 10);
  y ~ normal_id_glm(x, 0, beta, sigma);
}
