/**
 * Time series for forecasting: windows with labels, blocks in time order, scaling, and series made
 * by the program whose truth is known.
 */
package elbolab.data.series;
