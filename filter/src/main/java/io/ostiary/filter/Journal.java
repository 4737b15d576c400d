package io.ostiary.filter;

import java.io.IOException;

/**
 * Takes down in the audit what an endpoint of ours decided: as the request's own line where the
 * endpoint {@linkplain ServiceHandler#recordsItself records itself}, else as one more.
 */
@FunctionalInterface
public interface Journal {

  /**
   * Records a finding, before it is acted upon.
   *
   * @throws IOException if it could not be recorded; then the endpoint answers nothing
   */
  void record(Finding finding) throws IOException;
}
