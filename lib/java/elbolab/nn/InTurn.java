package elbolab.nn;

import java.util.List;

/**
 * Several optimisers that step in turn, for training that makes several passes over a batch: each
 * pass has an optimiser of its own, whose memory no other pass's gradients enter.
 */
public final class InTurn implements Optimizer {
  private final List<Optimizer> optimizers;
  private int next;

  public InTurn(List<? extends Optimizer> optimizers) {
    this.optimizers = List.copyOf(optimizers);
    if (optimizers.isEmpty()) {
      throw new IllegalArgumentException("no optimiser to take turns");
    }
  }

  @Override
  public void step() {
    optimizers.get(next).step();
    next = (next + 1) % optimizers.size();
  }

  @Override
  public Safetensors state() {
    Safetensors state = new Safetensors();
    state.put("next", next);
    for (int i = 0; i < optimizers.size(); i++) {
      state.putAll(i + "/", optimizers.get(i).state());
    }
    return state;
  }

  @Override
  public void restore(Safetensors state) {
    next = (int) state.longs("next")[0];
    for (int i = 0; i < optimizers.size(); i++) {
      optimizers.get(i).restore(state.under(i + "/"));
    }
  }
}
