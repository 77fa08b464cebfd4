/** The command line of the workbench: what runs here, what was claimed and what came out. */
package elbolab.reproduce;
