package elbolab.train;

import java.util.Optional;

/**
 * How a run ended.
 *
 * @param steps that are done
 * @param last losses, those of the last step; empty if a checkpoint was finished already
 * @param best there if validation was asked for
 */
public record TrainingResult(long steps, Optional<LossValues> last, Optional<Best> best) {}
