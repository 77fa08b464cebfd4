package elbolab.kernel;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Finds the forms in which a value can be shown. */
final class Rendering {
  private static final Map<String, String> METHODS =
      Map.of(
          "toHtml", "text/html",
          "toMarkdown", "text/markdown",
          "toSvg", "image/svg+xml",
          "toLatex", "text/latex");

  private Rendering() {}

  static void add(Object value, JsonObject data, JsonObject metadata, String... mimes) {
    List<String> wanted = Arrays.asList(mimes);
    if (value instanceof CharSequence && mimes.length > 0) {
      wanted.forEach(mime -> data.addProperty(mime, value.toString()));
      return;
    }
    data.addProperty("text/plain", String.valueOf(value));
    if (value == null) {
      return;
    }
    METHODS.forEach(
        (method, mime) -> {
          if (call(value, method) instanceof String text) {
            data.addProperty(mime, text);
          }
        });
    Object image = value instanceof BufferedImage ? value : call(value, "toImage");
    if (image instanceof BufferedImage picture) {
      double scale = call(value, "scale") instanceof Number number ? number.doubleValue() : 1;
      data.addProperty("image/png", png(picture));
      JsonObject size = new JsonObject();
      size.addProperty("width", Math.round(picture.getWidth() / scale));
      size.addProperty("height", Math.round(picture.getHeight() / scale));
      metadata.add("image/png", size);
    }
  }

  private static Object call(Object value, String name) {
    try {
      Method method = value.getClass().getMethod(name);
      return method.trySetAccessible() ? method.invoke(value) : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static String png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
