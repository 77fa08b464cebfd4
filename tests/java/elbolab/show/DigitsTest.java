package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
  @ParameterizedTest
  @CsvSource({
    "1.16666, 4, 1.167",
    "0.000123456, 3, 0.000123",
    "1234567, 4, 1234567e",
    "999.96, 4, 1000.",
    "99999, 2, 99999",
    "-0.5, 2, −0.50",
    "0, 3, 0",
    "1.2e-9, 2, 1.2e−09",
    "123456789, 3, 1.23e+08"
  })
  void significantDigits(double value, int digits, String expected) {
    String wanted = expected.replaceAll("e$", "").replaceAll("\\.$", "");
    assertEquals(wanted, Digits.significant(digits).text(value));
  }

  @Test
  void digitsAfterThePoint() {
    assertEquals("2.50", Digits.decimals(2).text(2.5));
    assertEquals("−3", Digits.decimals(0).text(-3.2));
    assertEquals("NaN", Digits.decimals(1).text(Double.NaN));
    assertEquals("−∞", Digits.significant(3).text(Double.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.5, −0.5",
    "0.30000000000000004, 0.3",
    "1e-5, 10⁻⁵",
    "-2e-12, −2·10⁻¹²",
    "1.5e6, 1.5·10⁶",
    "-1e7, −10⁷"
  })
  void ticks(double value, String expected) {
    assertEquals(expected, Digits.tick(value));
  }

  @Test
  void measuredShowsTwoDigitsOfItsError() {
    assertEquals("1.1672 ± 0.0013", new Measured(1.16718, 0.00131).toString());
    assertEquals("−250 ± 12", new Measured(-250.4, 12.3).toString());
    assertEquals("1.16667", Measured.exact(7 / 6.0).toString());
    assertThrows(IllegalArgumentException.class, () -> new Measured(1, -1));
  }

  @Test
  void meanOfValues() {
    Measured measured = Measured.mean(1, 2, 3, 4);
    assertEquals(2.5, measured.value(), 1e-15);
    assertEquals(Math.sqrt(5 / 3.0 / 4), measured.standardError(), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Measured.mean(1));
    Measured same = Measured.mean(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    assertEquals(Measured.exact(0.1), same, "equal values have no error, not even of rounding");
  }
}
