package elbolab.math;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers that {@link FloatMath} and {@link DoubleMath} compute with, by name, so that whoever
 * computes the same functions on another machine takes them from here.
 */
public final class FunctionConstants {
  private FunctionConstants() {}

  /** Of the functions of floats: a Float, Double or Integer, or an array of one of these. */
  public static Map<String, Object> ofFloats() {
    return of(FloatMath.class);
  }

  /** Of the functions of doubles: a Double or Long, or an array of doubles. */
  public static Map<String, Object> ofDoubles() {
    return of(DoubleMath.class);
  }

  private static Map<String, Object> of(Class<?> functions) {
    Map<String, Object> constants = new TreeMap<>();
    for (Field field : functions.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) || Modifier.isPrivate(field.getModifiers())) {
        continue;
      }
      try {
        constants.put(field.getName(), field.get(null));
      } catch (IllegalAccessException impossible) {
        throw new AssertionError(impossible);
      }
    }
    return constants;
  }
}
