/**
 * Figures, tables and live displays in one house style, on any Java notebook kernel or none: this
 * workbench's, IJava, JJava; in a terminal they are text.
 *
 * <pre>{@code
 * import static elbolab.show.Display.*;
 * import elbolab.show.*;
 * double[] step = {1, 2, 3}, loss = {1.2, 0.7, 0.6};
 * show(Plot.of("Training").x("step").y("loss / nats").line("train", step, loss));
 * show(Sheet.columns("model", "loss / nats").row("VAE", 0.6).caption("At the end"));
 * new Checks().between("the loss at the end", loss[2], 0.5, 0.7).done();
 * }</pre>
 *
 * {@link elbolab.show.Display} shows whatever it is given. A {@link elbolab.show.Figure} is a
 * {@link elbolab.show.Plot}, {@code Bars}, {@code Images}, {@code Diagram} or several as {@code
 * Panels}; a {@link elbolab.show.Sheet} is a table. {@link elbolab.show.Live} is one place in the
 * output that each {@code show} rewrites: {@code Live place = live(); place.show(table);}.
 *
 * <h2>Plots: everything in one pair of axes</h2>
 *
 * <pre>{@code
 * Plot.of("Figure 5.7: acceptance")        // the paper's figure number comes first
 *     .subtitle("generated data")          // always, where data are generated
 *     .x("step").y("acceptance / 1")       // labels with units
 *     .line("trained", x, y).band("trained", x, low, high)   // one name: one colour, one legend
 *     .points("seeds", x, y)
 *     .horizontal(0.65, "target 0.65").vertical(1500, "burn-in").note(3, 0.5, "here");
 *
 * .curve("prior", z -> density(z), -3, 3)  // a function
 * .line("path", states, s -> s.x(), s -> s.y())          // two numbers of each of a list
 * .smooth("objective", rounds, r -> r.objective())       // what a loop wrote down, in 100 means
 * .interval("forecast", x, draws, 0.9)     // the middle 90 % of draws[i] at x[i], and the median
 * .points(x, y, classes, "zero", "one")    // by class: colours, shapes, legend
 * .densities(s, classes, names)            // of each class, its name at the summit
 * .histogram("prior", samples, 40).density("posterior", samples)
 * .density(x, y)                           // of points in the plane, with contours
 * .heat(grid, "log density").contour(grid, 8)   // Grid.of((x, y) -> ..., -3, 3, -3, 3, 80)
 * .arrows("field", x, y, dx, dy)
 * .logX().logY().xRange(0, 1).yRange(0, 1).equalUnits().size(640, 400)
 * }</pre>
 *
 * <h2>Other figures</h2>
 *
 * <pre>{@code
 * Bars.of("Table 5.1", "Boston", "Wine").y("NLL / nats").bars("VAEM", measured1, measured2)
 * Images.of("Figure 13", 28, 28, pixels).columns(10).labels("7", "2")   // float[] from 0 to 1
 * Panels.of("Figure 5.8", 2, plot1, plot2)                              // several in one image
 * Panels.of("Figure 3", 1, labels, label -> scatter(label))             // one for each of a list
 * Diagram.of("The tape").node("w", "w\n3").node("y", "×\n6").edge("w", "y", "2")
 * }</pre>
 *
 * All of them have {@code subtitle}, {@code size}, {@code toImage}, {@code save(path)} and a text
 * for terminals in {@code toString}.
 *
 * <h2>Tables</h2>
 *
 * <pre>{@code
 * Sheet.of(listOfRecords).caption("Table 1").digits(3)
 * Sheet.of(tablesawTable).decimals(2, "rmse")
 * Sheet.columns("what", "published", "obtained", "source").row("RRSE", 0.0998, measured, "table 2")
 * Sheet.of("model", recordsByName)                           // a map: its keys are the first column
 * Sheet.rows(labels).column("label", l -> l.name()).column("K", l -> l.classCount()).caption("Labels")
 * Measured.mean(runs, r -> r.rmse())                         // a cell: mean ± standard error of runs
 * }</pre>
 *
 * <h2>Numbers and words</h2>
 *
 * <pre>{@code
 * Values.of(168, t -> t / 24.0), Values.of(rounds, r -> r.objective())   // by index, of a list
 * Values.spaced(-3, 3, 61), Values.logSpaced(1e-3, 1, 31), Values.map(steps, h -> error(h))
 * Values.column(draws, 2, 1), Values.ofClass(k, values, classes)         // parts of arrays
 * say("log p* = %.4f after %d steps", value, n);             // one line, the same in every country
 * }</pre>
 *
 * <h2>While a loop runs</h2>
 *
 * <pre>{@code
 * trainer.listen(LiveTraining.of("Training"));      // a run of the train room: curve and progress
 * trainer.listen(LiveTraining.of("Terms").eachTerm().points(60));    // each term, as 60 means
 *
 * try (LiveChart chart = LiveChart.of(() -> Plot.of("Loss").x("step").y("nats"))) {
 *   chart.add("train", step, value);                // or add(name, x, y, standardError)
 * }
 * try (ProgressLine line = ProgressLine.of("sampling", total)) {
 *   line.value("acceptance", a).step();
 * }
 * }</pre>
 *
 * Both draw a few times a second and once at the end, stop the loop with a CancellationException
 * when the cell is interrupted, and leave an output that is the same in every run.
 *
 * <h2>The end of a notebook</h2>
 *
 * <pre>{@code
 * new Checks().near("E[m]", found, 7 / 6.0, 1e-9).within("sampled", measured, 7 / 6.0, 4)
 *     .between("coverage", share, 0.85, 0.95).below("error", rmse, rmseOfLastValue)
 *     .rising("information gap: (a), (b), full", a, b, full).done();
 * Exercise.check("exercise 1", answer, truth, 1e-3);         // says right, not right yet, no answer yet
 * }</pre>
 */
package elbolab.show;
