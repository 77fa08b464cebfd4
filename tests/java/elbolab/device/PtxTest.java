package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels' code for NVIDIA's cards is that of their text, and rounds every operation. */
class PtxTest {
  private static final String PTX = shipped();

  private static final Pattern ARITHMETIC =
      Pattern.compile("(?m)^\\s*((?:add|sub|mul|fma|mad|div|rcp|sqrt)[a-z0-9.]*\\.f(?:32|64))\\s");

  /** What a card computes in its own way. */
  private static final Pattern INEXACT =
      Pattern.compile("\\.approx|\\.ftz|\\.full|\\b(?:ex2|lg2|sin|cos|tanh|rsqrt)\\.");

  private static String shipped() {
    byte[] bytes = Cuda.ptx();
    return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
  }

  @Test
  void itIsMadeOfThisText() {
    assertEquals(
        Nvidia.origin(),
        PTX.lines().findFirst().orElseThrow(),
        "the kernels have changed: environment/gpu-check --ptx compiles them");
  }

  @Test
  void itHasEveryKernel() {
    Set<String> written =
        names(Pattern.compile("KERNEL (?!PRODUCT)(\\w+)\\("), KernelSource.text());
    for (ProductKernel product : ProductKernel.values()) written.add(product.kernel());
    assertEquals(written, names(Pattern.compile("\\.entry (\\w+)\\("), PTX));
    assertTrue(written.size() > 30, written.toString());
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toSet());
  }

  @Test
  void everyOperationIsRounded() {
    assertTrue(ARITHMETIC.matcher(PTX).results().count() > 4000);
    assertEquals(Set.of(), unrounded(PTX));
    assertFalse(INEXACT.matcher(PTX).find());
  }

  private static Set<String> unrounded(String ptx) {
    return ARITHMETIC
        .matcher(ptx)
        .results()
        .map(r -> r.group(1))
        .filter(operation -> !operation.contains(".rn"))
        .collect(Collectors.toSet());
  }

  /**
   * Where a compiler may fuse a product with a sum, operations stand there that are not rounded.
   */
  @Test
  void theCheckCanFail() throws IOException {
    assertFalse(unrounded(Nvidia.ptx("-fmad=true")).isEmpty());
  }

  @Test
  void compiledAgainItIsTheSame() throws IOException {
    String again = Nvidia.ptx();
    String here = Nvidia.compiler(again);
    String there = Nvidia.compiler(PTX);
    assumeTrue(here.equals(there), "made by " + there + ", here is " + here);
    assertEquals(PTX, again);
  }

  /** The driver does the same when it opens the card. */
  @ParameterizedTest
  @ValueSource(ints = {75, 80, 86, 89, 90, 100, 103, 120})
  void everyKindOfCardTakesIt(int capability) throws IOException {
    String assembler = Nvidia.tool("ptxas");
    Path folder = Files.createTempDirectory("ptx");
    Path text = Files.writeString(folder.resolve("kernels.ptx"), PTX);
    Path made = folder.resolve("kernels.cubin");
    String card = "-arch=sm_" + capability;
    Nvidia.run(List.of(assembler, card, "-o", made.toString(), text.toString()));
    assertTrue(Files.size(made) > 100_000);
    for (Path each : List.of(made, text, folder)) Files.delete(each);
  }
}
