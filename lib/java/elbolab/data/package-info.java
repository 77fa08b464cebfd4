/**
 * Data sets: the catalogue, the way to fetch them, readers that name the file, the line and the
 * column when something is wrong, and generated stand-ins.
 */
package elbolab.data;
