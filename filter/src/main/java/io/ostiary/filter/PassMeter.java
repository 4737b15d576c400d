package io.ostiary.filter;

import io.ostiary.policy.service.Access;
import java.util.Optional;

/**
 * Hears how authentications end and how long decisions take, never of whom or of what. It must not
 * throw: a request of which this fails is refused like any other.
 */
public interface PassMeter {

  /** Hears nothing and reads no clock. */
  PassMeter NONE =
      new PassMeter() {
        @Override
        public long begin() {
          return 0;
        }

        @Override
        public void decided(long begun) {}

        @Override
        public void authenticated(Optional<Access> way, boolean accepted) {}
      };

  /** What a clock shows when a decision begins, for {@link #decided}. */
  long begin();

  /** Steps 5 and 6 are over, whatever came of them. */
  void decided(long begun);

  /**
   * Steps 3 and 4 are over.
   *
   * @param way how the caller comes in; empty if the request shows something that is none of them
   */
  void authenticated(Optional<Access> way, boolean accepted);
}
