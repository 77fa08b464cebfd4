data {
  int<lower=1> d;
  matrix[d, d] precision;
}
parameters {
  vector[d] z;
}
model {
  target += -0.5 * dot_product(z, precision * z);
}
