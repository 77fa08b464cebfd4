package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is called natively has the sizes that the makers' headers say, and so have a structure's
 * fields and constants: a small C++ program prints them.
 */
class SignaturesTest {
  private static final String PROGRAM =
      """
      #include <cstddef>
      #include <cstdio>
      #include <initializer_list>
      template <class F> struct Sizes;
      template <class R, class... A> struct Sizes<R (*)(A...)> {
        static void print(const char *name) {
          std::printf("%s %zu", name, sizeof(R));
          for (std::size_t size : {sizeof(A)...}) std::printf(" %zu", size);
          std::printf("\\n");
        }
      };
      int main() {
      """;

  @Test
  void ofOpenCl() throws IOException {
    assumeTrue(
        Files.exists(Path.of("/usr/include/CL/cl.h")),
        "no OpenCL headers: apt-get install opencl-c-headers");
    Map<String, Long> constants = new TreeMap<>();
    constants.put("CL_PROGRAM_BUILD_LOG", (long) OpenCl.BUILD_LOG);
    constants.put("CL_MEM_OBJECT_ALLOCATION_FAILURE", (long) OpenCl.NO_MEMORY);
    constants.put("CL_OUT_OF_RESOURCES", (long) OpenCl.NO_RESOURCES);
    constants.put("CL_INVALID_BUFFER_SIZE", (long) OpenCl.TOO_LARGE);
    constants.put("CL_DEVICE_TYPE_ALL", (long) OpenClDevice.ALL_KINDS);
    constants.put("CL_PLATFORM_NAME", (long) OpenClDevice.PLATFORM_NAME);
    constants.put("CL_DEVICE_TYPE", (long) OpenClDevice.DEVICE_KIND);
    constants.put("CL_DEVICE_GLOBAL_MEM_SIZE", (long) OpenClDevice.MEMORY);
    constants.put("CL_DEVICE_NAME", (long) OpenClDevice.NAME);
    constants.put("CL_DEVICE_SINGLE_FP_CONFIG", (long) OpenClDevice.FLOATS);
    constants.put("CL_DEVICE_DOUBLE_FP_CONFIG", (long) OpenClDevice.DOUBLES);
    constants.put("CL_DEVICE_TYPE_GPU", OpenClDevice.IS_GPU);
    constants.put("CL_DEVICE_TYPE_ACCELERATOR", OpenClDevice.IS_ACCELERATOR);
    constants.put("CL_FP_DENORM", OpenClDevice.SUBNORMALS);
    constants.put("CL_FP_FMA", OpenClDevice.FUSED);
    constants.put("CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT", OpenClDevice.EXACT_DIVISION);
    check(
        OpenClLibrary.class,
        List.of("-DCL_TARGET_OPENCL_VERSION=120", "-DCL_USE_DEPRECATED_OPENCL_1_2_APIS", "-w"),
        "#include <CL/cl.h>\n",
        constants);
  }

  @Test
  void ofCuda() throws IOException {
    List<String> includes = Nvidia.includes();
    assumeFalse(includes.isEmpty(), "no cuda.h here (CUDA toolkit)");
    String field = "offsetof(CUDA_KERNEL_NODE_PARAMS_v1, %s)";
    Map<String, Long> constants = new TreeMap<>();
    constants.put(field.formatted("func"), 0L);
    constants.put(field.formatted("gridDimX"), (long) CudaGraphs.GRID);
    constants.put(field.formatted("gridDimZ"), CudaGraphs.GRID + 8L);
    constants.put(field.formatted("blockDimX"), (long) CudaGraphs.GROUP);
    constants.put(field.formatted("blockDimZ"), CudaGraphs.GROUP + 8L);
    constants.put(field.formatted("sharedMemBytes"), (long) CudaGraphs.SHARED);
    constants.put(field.formatted("kernelParams"), (long) CudaGraphs.PARAMETERS);
    constants.put(field.formatted("extra"), (long) CudaGraphs.EXTRA);
    constants.put("sizeof(CUDA_KERNEL_NODE_PARAMS_v1)", (long) CudaGraphs.ADDRESSES);
    constants.put("CUDA_ERROR_OUT_OF_MEMORY", (long) CudaLibrary.OUT_OF_MEMORY);
    constants.put("CU_STREAM_NON_BLOCKING", (long) CudaLibrary.NON_BLOCKING);
    String capability = "CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_";
    constants.put(capability + "MAJOR", (long) CudaLibrary.CAPABILITY_MAJOR);
    constants.put(capability + "MINOR", (long) CudaLibrary.CAPABILITY_MINOR);
    constants.put("CUDA_ERROR_NO_BINARY_FOR_GPU", (long) Cuda.OLD_DRIVER.get(0));
    constants.put("CUDA_ERROR_INVALID_PTX", (long) Cuda.OLD_DRIVER.get(1));
    constants.put("CUDA_ERROR_UNSUPPORTED_PTX_VERSION", (long) Cuda.OLD_DRIVER.get(2));
    check(CudaLibrary.class, includes, "#include <cuda.h>\n", constants);
  }

  private static void check(
      Class<?> library, List<String> options, String header, Map<String, Long> constants)
      throws IOException {
    List<Method> methods =
        Stream.of(library.getDeclaredMethods())
            .filter(method -> Modifier.isNative(method.getModifiers()))
            .toList();
    assertTrue(methods.size() > 15);
    TreeSet<String> wanted = new TreeSet<>();
    StringBuilder program = new StringBuilder(header).append(PROGRAM);
    for (Method method : methods) {
      String name = method.getName();
      wanted.add(signature(method));
      program.append("  Sizes<decltype(&%s)>::print(\"%s\");%n".formatted(name, name));
    }
    constants.forEach(
        (name, value) -> {
          wanted.add(name + " = " + value);
          program.append(
              "  std::printf(\"%s = %%lld\\n\", (long long)%s);%n".formatted(name, name));
        });
    List<String> said = output(options, program.append("}\n").toString());
    assertEquals(String.join("\n", wanted), String.join("\n", new TreeSet<>(said)));
  }

  private static String signature(Method method) {
    return method.getName()
        + " "
        + Stream.concat(
                Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
            .map(SignaturesTest::size)
            .collect(Collectors.joining(" "));
  }

  /** Arrays, texts and pointers are addresses. */
  private static String size(Class<?> type) {
    return type == int.class ? "4" : "8";
  }

  private static List<String> output(List<String> options, String program) throws IOException {
    Path folder = Files.createTempDirectory("signatures");
    Path text = Files.writeString(folder.resolve("sizes.cpp"), program);
    Path made = folder.resolve("sizes");
    List<String> command = new ArrayList<>(List.of("c++", "-std=c++11"));
    command.addAll(options);
    command.addAll(List.of("-o", made.toString(), text.toString()));
    Nvidia.run(command);
    List<String> said = Nvidia.run(List.of(made.toString())).lines().toList();
    for (Path each : List.of(made, text, folder)) Files.delete(each);
    return said;
  }
}
