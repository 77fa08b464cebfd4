package elbolab.data.pickle;

import elbolab.data.DataException;
import elbolab.data.pickle.Pickle.Call;
import elbolab.data.pickle.Pickle.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A DataFrame of pandas.
 *
 * @param columns by name, in order; a value that is no number is NaN
 */
public record PandasTable(Map<String, double[]> columns) {
  /** A piece of the table: some columns of one type, side by side in one array. */
  private record Block(NumpyArray values, int[] places) {
    static Block of(Object values, Object places) {
      NumpyArray array = NumpyArray.of(values);
      int[] columns = places(places, array.shape()[0]);
      if (array.shape().length != 2 || columns.length != array.shape()[0]) {
        throw new DataException(
            "a table of pandas with values of shape %s for %d columns"
                .formatted(Arrays.toString(array.shape()), columns.length));
      }
      return new Block(array, columns);
    }

    /** Which columns a block holds: slice(from, to, step) or an array. */
    private static int[] places(Object places, int expected) {
      if (places instanceof Call call && call.isOf("slice")) {
        int from = Math.toIntExact((Long) call.arguments().get(0));
        int step = Math.toIntExact((Long) call.arguments().get(2));
        return IntStream.iterate(from, at -> at + step).limit(expected).toArray();
      }
      return Arrays.stream(NumpyArray.of(places).numbers()).mapToInt(at -> (int) at).toArray();
    }
  }

  /** The table that a pickled object is. */
  public static PandasTable of(Object pickled) {
    if (!(pickled instanceof Call call) || !call.isOf("DataFrame")) {
      throw new DataException("expected a table of pandas, found " + Pickle.kind(pickled));
    }
    try {
      return of(call);
    } catch (ClassCastException
        | IndexOutOfBoundsException
        | NullPointerException
        | ArithmeticException e) {
      throw new DataException("a table of pandas in a layout that is not known here", e);
    }
  }

  private static PandasTable of(Call table) {
    Map<?, ?> state = (Map<?, ?>) table.states().get(0);
    // Called _data before pandas 1.1.
    Call manager = (Call) (state.containsKey("_mgr") ? state.get("_mgr") : state.get("_data"));
    List<Block> blocks = new ArrayList<>();
    List<?> axes;
    if (manager.states().isEmpty()) {
      // BlockManager((_unpickle_block(values, places, 2), …), [columns, rows])
      axes = (List<?>) manager.arguments().get(1);
      for (Object block : ((Tuple) manager.arguments().get(0)).items()) {
        List<Object> of = ((Call) block).arguments();
        blocks.add(Block.of(of.get(0), of.get(1)));
      }
    } else {
      // Before pandas 1.3: (…, {'0.14.1': {'axes': …, 'blocks': [{'values', 'mgr_locs'}, …]}})
      Map<?, ?> further = (Map<?, ?>) ((Tuple) manager.states().get(0)).items().get(3);
      Map<?, ?> layout = (Map<?, ?>) further.get("0.14.1");
      axes = (List<?>) layout.get("axes");
      for (Object block : (List<?>) layout.get("blocks")) {
        Map<?, ?> of = (Map<?, ?>) block;
        blocks.add(Block.of(of.get("values"), of.get("mgr_locs")));
      }
    }
    return assembled(names(axes.get(0)), blocks);
  }

  /** The column names: {@code _new_Index(Index, {'data': array, …})}. */
  private static List<String> names(Object index) {
    Map<?, ?> state = (Map<?, ?>) ((Call) index).arguments().get(1);
    if (!state.containsKey("data")) {
      throw new DataException("a table of pandas whose columns have no names");
    }
    return NumpyArray.of(state.get("data")).objects().stream().map(String.class::cast).toList();
  }

  private static PandasTable assembled(List<String> names, List<Block> blocks) {
    double[][] columns = new double[names.size()][];
    for (Block block : blocks) {
      int rows = block.values().shape()[1];
      for (int i = 0; i < block.places().length; i++) {
        columns[block.places()[i]] =
            Arrays.copyOfRange(block.values().numbers(), i * rows, (i + 1) * rows);
      }
    }
    Map<String, double[]> named = new LinkedHashMap<>();
    for (int c = 0; c < columns.length; c++) {
      if (columns[c] == null) {
        throw new DataException("a table of pandas without values of column " + names.get(c));
      }
      named.put(names.get(c), columns[c]);
    }
    return new PandasTable(named);
  }

  public Optional<double[]> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }
}
