package io.ostiary.realm.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A command that is to be refused: by which code, in which words. */
record RefusedCase(
    String name, DirectoryCommand<?> command, DirectoryException.Code code, String says) {

  /** Orders it: it is refused as it should be, and nothing changes. */
  void order(LiveDirectory directory) {
    Directory before = directory.snapshot();

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> directory.execute(command))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining(says);
    assertThat(directory.snapshot()).isSameAs(before);
  }

  @Override
  public String toString() {
    return name;
  }
}
