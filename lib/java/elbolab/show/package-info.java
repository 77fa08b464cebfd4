/** Figures, tables and live displays in one house style, on any Java notebook kernel or none. */
package elbolab.show;
