/**
 * Time series for forecasting: windows with labels, blocks in time order or by people, scaling,
 * series made by the program whose truth is known, walks with sensors on the feet, and disturbances
 * planted on purpose.
 */
package elbolab.data.series;
