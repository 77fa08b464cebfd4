/**
 * The Jupyter kernel for Java: sockets and signatures from JeroMQ and jupyter-jvm-basekernel, code
 * run by JShell inside this process. It knows no other room of the library, and they do not know
 * it.
 *
 * <p>Threads. Each socket belongs to one thread. Code of cells runs on a thread of its own and
 * hands everything it publishes to the {@link elbolab.kernel.Outbox}: an interrupted thread that
 * wrote to a socket itself would close the socket's channel and leave the kernel dead. For the same
 * reasons the loops of jupyter-jvm-basekernel are not used: an error or a late interrupt ends them.
 *
 * <p>Limits. An interrupt does not reach lambdas without a block in an endless stream, nor
 * libraries that never look; then a sentence says so. A checkpoint keeps the compiler from
 * vectorising a loop that is written in a cell. A lambda in a variable of a declared type goes on
 * calling the method that it was made with after the method has changed. System.exit in a library
 * ends the kernel, with a message.
 */
package elbolab.kernel;
