package io.ostiary.endpoint.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.query.Call;

/**
 * One operation of a service.
 *
 * @param name as {@code X-Amz-Target} ends
 * @param steps reads the input and gives what is then to be done
 */
public record JsonOperation(String name, Steps steps) {

  /** Reads what an operation wants to know. It may not act: a fault may yet be found. */
  @FunctionalInterface
  public interface Steps {
    Act read(JsonInput in, Call call);
  }

  /** Does what the operation is for, and tells what came of it. */
  @FunctionalInterface
  public interface Act {
    void carryOut(ObjectNode out);
  }
}
