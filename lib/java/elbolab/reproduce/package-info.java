/**
 * The command line of the workbench: what was claimed, what runs here and what came out.
 *
 * <pre>{@code
 * Claim claim = Claims.of("deepdive-3/DeepDIVE/24");   // a number of data/published
 * show(claim.against(measured));                       // a card with a verdict
 * show(Verdicts.load().card(claim));                   // by the result files that there are
 * }</pre>
 *
 * <p>A {@link elbolab.reproduce.Claim} is a printed number with the tolerance that decides over it.
 * An {@link elbolab.reproduce.Experiment} consists of units, each of which gives the same bits
 * anywhere, and says which of its numbers answer which claims. Its {@link elbolab.reproduce.Result}
 * is a file that grows unit by unit and refuses to be edited. {@link elbolab.reproduce.Verdicts}
 * puts results against claims.
 */
package elbolab.reproduce;
