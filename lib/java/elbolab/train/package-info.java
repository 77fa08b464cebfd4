/** The training loop: batches, listeners, validation, checkpoints that survive a kill. */
package elbolab.train;
