/* A product of matrices by blocks of 16*PER rows and columns: each thread holds PER x PER chains and lengthens them
   with k ascending, so the bits do not depend on the size of a block. Read several times, with PRODUCT the kernel's
   name and, where the right factor is the patches of an image, PATCHES.

   c[i, j] = f(start + sum over p of a[i, p]*b[p, j]), with the numbers of a at offset + i*row + p*column and so on; z
   counts the pairs, `inner` of them to a step of the outer kind. */
KERNEL PRODUCT(GLOBAL const float *a, GLOBAL const float *b, GLOBAL const float *start, GLOBAL float *c, int m, int n,
               int k, int inner, int a_at, int a_row, int a_column, int a_outer, int a_inner, int b_at, int b_row,
               int b_column, int b_outer, int b_inner, float b_scale, int c_at, int c_row, int c_outer, int c_inner,
               int begin, int f
#ifdef PATCHES
               , int height, int width, int kernel_height, int kernel_width, int stride, int padding, int out_width
#endif
) {
  LOCAL float as[16][16 * PER + 1];
  LOCAL float bs[16][16 * PER + 1];
  int tx = LID(0), ty = LID(1);
  int t = ty * 16 + tx;
  int i0 = GROUP(0) * 16 * PER, j0 = GROUP(1) * 16 * PER; /* rows may be many: CUDA's first axis has room for them */
  int64 outer_z = GROUP(2) / inner, inner_z = GROUP(2) % inner;
  GLOBAL const float *pa = a + a_at + outer_z * a_outer + inner_z * a_inner;
  GLOBAL const float *pb = b + b_at + outer_z * b_outer + inner_z * b_inner;
  int64 pc = c_at + outer_z * c_outer + inner_z * c_inner;
  float s[PER][PER];
  for (int u = 0; u < PER; u++)
    for (int v = 0; v < PER; v++) {
      int i = i0 + ty + 16 * u, j = j0 + tx + 16 * v;
      s[u][v] = 0.0f;
      if (i < m && j < n && begin != BEGIN_ZERO)
        s[u][v] = start[begin == BEGIN_COLUMN ? j : begin == BEGIN_ROW ? i : pc + (int64)i * c_row + j];
    }
  for (int k0 = 0; k0 < k; k0 += 16) {
    for (int e = t; e < 256 * PER; e += 256) {
      int i = a_column == 1 ? e / 16 : e % (16 * PER), p = a_column == 1 ? e % 16 : e / (16 * PER);
      as[p][i] = i0 + i < m && k0 + p < k ? pa[(int64)(i0 + i) * a_row + (int64)(k0 + p) * a_column] : 0.0f;
    }
    for (int e = t; e < 256 * PER; e += 256) {
#ifdef PATCHES
      int j = e % (16 * PER), p = e / (16 * PER);
      int at = k0 + p, place = j0 + j;
      int column = at % kernel_width, line = at / kernel_width % kernel_height;
      int h = place / out_width * stride + line - padding, w = place % out_width * stride + column - padding;
      int inside = at < k && place < n && h >= 0 && h < height && w >= 0 && w < width;
      int64 plane = (int64)(at / kernel_width / kernel_height) * height;
      bs[p][j] = inside ? pb[(plane + h) * width + w] : 0.0f;
#else
      int j = b_column == 1 ? e % (16 * PER) : e / 16, p = b_column == 1 ? e / (16 * PER) : e % 16;
      bs[p][j] =
          j0 + j < n && k0 + p < k ? b_scale * pb[(int64)(k0 + p) * b_row + (int64)(j0 + j) * b_column] : 0.0f;
#endif
    }
    BARRIER();
    int end = k - k0 < 16 ? k - k0 : 16;
    for (int p = 0; p < end; p++)
      for (int u = 0; u < PER; u++)
        for (int v = 0; v < PER; v++) s[u][v] = FMA(as[p][ty + 16 * u], bs[p][tx + 16 * v], s[u][v]);
    BARRIER();
  }
  for (int u = 0; u < PER; u++)
    for (int v = 0; v < PER; v++) {
      int i = i0 + ty + 16 * u, j = j0 + tx + 16 * v;
      if (i < m && j < n) c[pc + (int64)i * c_row + j] = activated(f, s[u][v]);
    }
}
