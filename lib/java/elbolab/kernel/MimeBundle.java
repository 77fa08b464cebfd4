package elbolab.kernel;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The forms of one value, by MIME type, and what a page has to know to show them.
 *
 * <p>A class gives its objects a form by a public method without arguments: {@code toHtml}, {@code
 * toMarkdown}, {@code toSvg} and {@code toLatex} return text, {@code toImage} a BufferedImage;
 * {@code scale} says how many pixels of it make one of the page. Images, charts, tables and records
 * without such a method of text are shown by what they hold, and every value has plain text.
 */
record MimeBundle(JsonObject data, JsonObject metadata) {
  private static final String PLAIN = "text/plain";
  private static final Map<String, String> TEXT_FORMS =
      Map.of(
          "toHtml", "text/html",
          "toMarkdown", "text/markdown",
          "toSvg", "image/svg+xml",
          "toLatex", "text/latex");

  /**
   * The forms of a value.
   *
   * @param mimes the forms wanted; all if none is named
   */
  static MimeBundle of(Object value, String... mimes) {
    MimeBundle bundle = new MimeBundle(new JsonObject(), new JsonObject());
    if (value instanceof CharSequence && mimes.length > 0) {
      for (String mime : mimes) {
        bundle.data.addProperty(mime, value.toString());
      }
      return bundle;
    }
    bundle.data.addProperty(PLAIN, PlainText.of(value));
    if (value != null) {
      bundle.addForms(value);
    }
    return mimes.length == 0 ? bundle : bundle.only(Set.of(mimes));
  }

  private void addForms(Object value) {
    TEXT_FORMS.forEach(
        (method, mime) -> {
          if (call(value, method) instanceof String text) {
            data.addProperty(mime, text);
          }
        });
    boolean hasFormOfItsOwn = data.size() > 1;
    if (!hasFormOfItsOwn) {
      HtmlTable.of(value).ifPresent(html -> data.addProperty("text/html", html));
    }
    picture(value).ifPresent(this::add);
  }

  private static Optional<Picture> picture(Object value) {
    if (call(value, "toImage") instanceof BufferedImage image) {
      return Optional.of(
          call(value, "scale") instanceof Number scale
              ? new Picture(image, scale.doubleValue())
              : Picture.of(image));
    }
    return Picture.ofKnownType(value);
  }

  private void add(Picture picture) {
    JsonObject size = new JsonObject();
    size.addProperty("width", picture.width());
    size.addProperty("height", picture.height());
    data.addProperty("image/png", picture.base64());
    metadata.add("image/png", size);
  }

  private MimeBundle only(Set<String> mimes) {
    for (String mime : List.copyOf(data.keySet())) {
      if (!mimes.contains(mime) && !mime.equals(PLAIN)) {
        data.remove(mime);
        metadata.remove(mime);
      }
    }
    return this;
  }

  /** What the method returns; null if there is none, or if it fails: then the reader is told. */
  private static Object call(Object value, String name) {
    try {
      Method method = value.getClass().getMethod(name);
      return method.trySetAccessible() ? method.invoke(value) : null;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      System.err.printf("%s.%s failed: %s%n", value.getClass().getName(), name, e.getCause());
      return null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
