package elbolab.tensor;

/** A kind of backend of another room, which is opened only when somebody asks for it. */
public interface BackendProvider {
  /** By which it is asked for. */
  String name();

  /**
   * @param which of its devices: what stands behind a colon, empty if nothing
   */
  Backend open(String which);
}
