/**
 * The report: one page with every claim, the figures, the audit and the way from an equation to its
 * method and its test. What is written here is the page's body; the workbench frames it with the
 * style, the script and the fonts of the notebooks' pages.
 */
package elbolab.reproduce.report;
