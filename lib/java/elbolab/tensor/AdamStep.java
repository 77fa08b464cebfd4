package elbolab.tensor;

/** The numbers of one step of Adam, bias corrections included. */
public record AdamStep(
    double beta1, double beta2, double epsilon, double rate, double vScale, double decay) {}
