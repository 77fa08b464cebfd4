package elbolab.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The declared columns of a table, in order. */
record Schema(List<ColumnSpec> columns) {
  Schema {
    columns = List.copyOf(columns);
  }

  /** Columns of one kind, their names separated by blanks or line ends. */
  static Schema all(ColumnKind kind, String names) {
    return new Schema(
        Arrays.stream(names.strip().split("\\s+"))
            .map(name -> new ColumnSpec(name, kind, List.of(), Set.of(), ""))
            .toList());
  }

  /** The same columns, some of them of another kind. */
  Schema but(ColumnSpec... others) {
    List<ColumnSpec> changed = new ArrayList<>(columns);
    for (ColumnSpec other : others) {
      changed.set(names().indexOf(other.name()), other);
    }
    return new Schema(changed);
  }

  List<String> names() {
    return columns.stream().map(ColumnSpec::name).toList();
  }
}
