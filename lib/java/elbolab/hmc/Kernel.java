package elbolab.hmc;

import elbolab.math.Rng;

/**
 * A Markov transition. What the next step needs is the state S, what only a reader needs is the
 * information I; randomness is an argument. A kernel may keep scratch memory: use one per thread.
 */
public interface Kernel<S, I> {
  /** The state of chains that stand at these points (row-major). */
  S init(double[] points);

  /** One transition of all chains. The given state stays valid. */
  Transition<S, I> step(Rng rng, S state);
}
