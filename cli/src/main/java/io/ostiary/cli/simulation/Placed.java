package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import java.util.function.Supplier;

/** Gives a refusal the place where the refused value was written. */
public final class Placed {
  private Placed() {}

  public static <T> T at(Node node, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MalformedException placed) {
      throw placed;
    } catch (IllegalArgumentException refusal) {
      throw node.place().refuse(String.valueOf(refusal.getMessage()));
    }
  }
}
