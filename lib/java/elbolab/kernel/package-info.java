/**
 * The Jupyter kernel for Java: sockets and signatures from JeroMQ and jupyter-jvm-basekernel, code
 * run by JShell inside this process. It knows no other room of the library, and they do not know
 * it.
 *
 * <p>Threads. Each socket belongs to one thread. Code of cells runs on a thread of its own and
 * hands everything it publishes to the {@link elbolab.kernel.Outbox}: an interrupted thread that
 * wrote to a socket itself would close the socket's channel and leave the kernel dead.
 */
package elbolab.kernel;
