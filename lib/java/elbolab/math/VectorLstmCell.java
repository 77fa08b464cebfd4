package elbolab.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LstmCell} on as many whole vectors as n holds; returns how many numbers that was. */
final class VectorLstmCell {
  private static final VectorSpecies<Float> SPECIES = VectorTiles.SPECIES;
  private static final int LANES = VectorTiles.LANES;

  private VectorLstmCell() {}

  static int advance(int n, float[] a, int g, float[] c, int old, int next) {
    int end = SPECIES.loopBound(n);
    for (int i = 0; i < end; i += LANES) {
      FloatVector kept = load(a, g + n + i).mul(load(c, old + i));
      kept.add(load(a, g + i).mul(load(a, g + 2 * n + i))).intoArray(c, next + i);
    }
    return end;
  }

  static int gradient(
      int n,
      float[] a,
      int g,
      float[] c,
      int old,
      float[] q,
      int qo,
      float[] dh,
      float[] dc,
      int at,
      float[] da) {
    int end = SPECIES.loopBound(n);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int i = 0; i < end; i += LANES) {
      FloatVector input = load(a, g + i);
      FloatVector forget = load(a, g + n + i);
      FloatVector candidate = load(a, g + 2 * n + i);
      FloatVector output = load(a, g + 3 * n + i);
      FloatVector slope = load(dh, at + i);
      FloatVector squashed = load(q, qo + i);
      FloatVector left = one.sub(squashed.mul(squashed));
      FloatVector d = load(dc, at + i).add(slope.mul(output).mul(left));
      FloatVector ofForget = d.mul(load(c, old + i)).mul(forget).mul(one.sub(forget));
      d.mul(candidate).mul(input).mul(one.sub(input)).intoArray(da, g + i);
      ofForget.intoArray(da, g + n + i);
      d.mul(input).mul(one.sub(candidate.mul(candidate))).intoArray(da, g + 2 * n + i);
      slope.mul(squashed).mul(output).mul(one.sub(output)).intoArray(da, g + 3 * n + i);
      d.mul(forget).intoArray(dc, at + i);
    }
    return end;
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
