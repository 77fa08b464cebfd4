package elbolab.device;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.FunctionConstants;
import elbolab.math.Unary;
import elbolab.tensor.Reduction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * The text of the kernels, in the common part of OpenCL C and CUDA C++. Numbers that the library
 * computes with stand in its classes only; from there they are written into the text.
 */
public final class KernelSource {
  private KernelSource() {}

  /** All of it, in one piece. */
  public static String text() {
    return part("dialect.h") + constants() + part("functions.cl") + part("kernels.cl") + products();
  }

  /** One kernel of it, to be read; its helpers and macros stand elsewhere. */
  public static String of(String kernel) {
    String text = part("kernels.cl");
    int from = text.indexOf("KERNEL " + kernel + "(");
    if (from < 0) throw new IllegalArgumentException("no kernel \"" + kernel + "\"");
    return text.substring(from, text.indexOf("\n}\n", from) + 3);
  }

  /** A file of it. */
  static String part(String file) {
    try (InputStream in = KernelSource.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The one text of a product, for large and for small results, and for patches of images. */
  private static String products() {
    String product = part("product.cl");
    StringBuilder text = new StringBuilder();
    for (ProductKernel kernel : ProductKernel.values()) {
      text.append("#define PRODUCT ").append(kernel.kernel()).append('\n');
      text.append("#define PER ").append(kernel.perThread()).append('\n');
      if (kernel.ofPatches()) text.append("#define PATCHES\n");
      text.append(product).append("#undef PRODUCT\n#undef PER\n#undef PATCHES\n");
    }
    return text.toString();
  }

  /** Names of functions as their numbers, then the constants of their polynomials. */
  public static String constants() {
    StringBuilder text = new StringBuilder();
    numbers(text, "UNARY", Unary.values());
    numbers(text, "BINARY", Binary.values());
    numbers(text, "ACTIVATION", Activation.values());
    numbers(text, "REDUCTION", Reduction.values());
    numbers(text, "BEGIN", Begin.values());
    FunctionConstants.ofFloats().forEach((name, value) -> append(text, "F_" + name, value));
    text.append("#ifdef FP64\n");
    FunctionConstants.ofDoubles().forEach((name, value) -> append(text, "D_" + name, value));
    return text.append("#endif\n").toString();
  }

  private static void numbers(StringBuilder text, String kind, Enum<?>[] values) {
    for (Enum<?> value : values) {
      text.append(String.format("#define %s_%s %d\n", kind, value.name(), value.ordinal()));
    }
  }

  private static void append(StringBuilder text, String name, Object value) {
    if (value instanceof float[] c) {
      polynomial(text, "float", "FMA", name, c.length, i -> literal(c[i]));
    } else if (value instanceof double[] c) {
      polynomial(text, "double", "DFMA", name, c.length, i -> literal(c[i]));
    } else if (value instanceof int[] words) {
      text.append("CONSTANT int ").append(name).append('[').append(words.length).append("] = {");
      for (int word : words) text.append(String.format("(int)0x%08Xu, ", word));
      text.append("};\n");
    } else {
      text.append("#define ").append(name).append(' ').append(literal(value)).append('\n');
    }
  }

  /** Its coefficients from the highest power down, by Horner's rule. */
  private static void polynomial(
      StringBuilder text,
      String type,
      String fma,
      String name,
      int count,
      IntFunction<String> coefficient) {
    text.append(String.format("FUNC %s %s(%s x) {\n", type, name, type));
    text.append(String.format("  %s p = %s;\n", type, coefficient.apply(0)));
    for (int i = 1; i < count; i++) {
      text.append(String.format("  p = %s(p, x, %s);\n", fma, coefficient.apply(i)));
    }
    text.append("  return p;\n}\n");
  }

  /** Hexadecimal, so that no digit is lost. */
  private static String literal(Object value) {
    if (value instanceof Float number) return "(" + Float.toHexString(number) + "f)";
    if (value instanceof Double number) return "(" + Double.toHexString(number) + ")";
    if (value instanceof Long word) return String.format("0x%XL", word);
    return String.format("0x%X", (Integer) value);
  }
}
