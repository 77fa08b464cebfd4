/** Layers, named parameters with their files, initialisations, schedules and optimisers. */
package elbolab.nn;
