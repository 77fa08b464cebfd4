package elbolab.hmc;

/** Where a transition arrived and what happened on the way. */
public record Transition<S, I>(S state, I info) {}
