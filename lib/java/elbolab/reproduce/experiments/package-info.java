/** The experiments that answer claims: each says its settings, its units and what they answer. */
package elbolab.reproduce.experiments;
