package elbolab.nd4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cards are driven and which are refused, and what the refusal says. */
class CudaCardTest {
  @ParameterizedTest
  @CsvSource({"3, 7", "5, 0", "6, 1", "7, 5", "8, 0", "8, 6", "8, 9"})
  void driven(int major, int minor) {
    assertDoesNotThrow(new CudaCard("some card", major, minor)::check);
  }

  @ParameterizedTest
  @CsvSource({"3, 5", "9, 0", "10, 0", "12, 0"})
  void refused(int major, int minor) {
    CudaCard card = new CudaCard("some card", major, minor);
    assertThrows(UnsupportedOperationException.class, card::check);
  }

  @Test
  void theRefusalSaysWhyAndWhatToUse() {
    CudaCard card = new CudaCard("NVIDIA H100", 9, 0);
    String message = assertThrows(UnsupportedOperationException.class, card::check).getMessage();
    for (String part : new String[] {"H100", "9.0", "3.7 to 8.6", "PTX", "cpu backend", "8.9"}) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void cardsAsNvidiaSmiListsThem() {
    assertEquals(
        List.of(new CudaCard("Tesla T4", 7, 5), new CudaCard("NVIDIA A10, 24 GB", 8, 6)),
        CudaCard.parse("Tesla T4, 7.5\nNVIDIA A10, 24 GB, 8.6\n"));
    assertEquals(List.of(), CudaCard.parse(""));
  }
}
