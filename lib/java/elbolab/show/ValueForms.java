package elbolab.show;

import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The forms in which a page can show a value: what its public methods {@code toImage}, {@code
 * toHtml}, {@code toMarkdown}, {@code toSvg} and {@code toLatex} return. The workbench's own kernel
 * looks for these methods itself; this is for the others.
 *
 * @param data by MIME type; a PNG in base 64
 * @param imageSize width and height of the image on the page, empty without an image
 */
record ValueForms(Map<String, String> data, Map<String, Long> imageSize) {
  static final String PNG = "image/png";

  private static final Map<String, String> TEXTS =
      Map.of(
          "toHtml", "text/html",
          "toMarkdown", "text/markdown",
          "toSvg", "image/svg+xml",
          "toLatex", "text/latex");

  static ValueForms of(Object value) {
    Map<String, String> data = new LinkedHashMap<>();
    Map<String, Long> size = new LinkedHashMap<>();
    TEXTS.forEach(
        (method, mime) -> {
          if (call(value, method) instanceof String text) {
            data.put(mime, text);
          }
        });
    if (call(value, "toImage") instanceof BufferedImage image) {
      double scale = call(value, "scale") instanceof Number n ? n.doubleValue() : 1;
      data.put(PNG, Base64.getEncoder().encodeToString(Png.encode(image)));
      size.put("width", Math.round(image.getWidth() / scale));
      size.put("height", Math.round(image.getHeight() / scale));
    }
    return new ValueForms(data, size);
  }

  /** Whether the value has a form of its own beside its text. */
  static boolean isRich(Object value) {
    return value != null
        && (method(value, "toImage") != null
            || TEXTS.keySet().stream().anyMatch(name -> method(value, name) != null));
  }

  private static Method method(Object value, String name) {
    try {
      Method method = value.getClass().getMethod(name);
      return method.trySetAccessible() ? method : null;
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  private static Object call(Object value, String name) {
    Method method = method(value, name);
    try {
      return method == null ? null : method.invoke(value);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(method + " failed: " + e.getCause(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    }
  }
}
