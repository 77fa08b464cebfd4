/**
 * Units of experiments and sweeps as tasks of Apache Spark. Built by the Maven profile {@code
 * spark} alone; {@code environment/spark.md} says how it is used.
 */
package elbolab.spark;
