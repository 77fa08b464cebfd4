package elbolab.show;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How numbers are written: with so many significant digits, or so many after the point. Digits
 * before the point are never rounded away.
 */
public record Digits(int count, boolean afterPoint) {
  public Digits {
    if (count < (afterPoint ? 0 : 1) || count > 17) {
      throw new IllegalArgumentException(
          count + " digits: a double has 1 to 17 of them (0 to 17 after the point)");
    }
  }

  public static Digits significant(int count) {
    return new Digits(count, false);
  }

  public static Digits decimals(int count) {
    return new Digits(count, true);
  }

  public String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    String text = afterPoint ? fixed(value, count) : significant(value);
    return text.replace('-', '−');
  }

  /** A number at an axis: as short as it can be, powers of ten for what is very large or small. */
  static String tick(double value) {
    BigDecimal exact = new BigDecimal(value).round(new MathContext(10)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exact.signum() == 0 || (exponent >= -3 && exponent <= 5)) {
      return String.format(Locale.ROOT, "%,." + Math.max(0, exact.scale()) + "f", exact)
          .replace('-', '−');
    }
    BigDecimal mantissa = exact.scaleByPowerOfTen(-exponent);
    String power = "10" + superscript(exponent);
    String factor = mantissa.toPlainString().replace('-', '−');
    return switch (factor) {
      case "1" -> power;
      case "−1" -> "−" + power;
      default -> factor + "·" + power;
    };
  }

  private static String superscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(c -> c == '-' ? "⁻" : String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')))
        .collect(Collectors.joining());
  }

  private String significant(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(count));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -5 || exponent >= Math.max(count, 7)) {
      return String.format(Locale.ROOT, "%." + (count - 1) + "e", value);
    }
    return fixed(value, Math.max(0, count - 1 - exponent));
  }

  private static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
