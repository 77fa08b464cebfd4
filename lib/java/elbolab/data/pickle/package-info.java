/**
 * Python's pickles of NumPy arrays and pandas tables, read without running any of their code: a
 * pickle is a program, and here its calls are only written down, and refused unless they are known.
 */
package elbolab.data.pickle;
