package io.ostiary.endpoint.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A marker is what was sealed for this listing, or it is refused. */
class MarkersTest {
  private static final Markers MARKERS = new Markers(new byte[32]);
  private static final String MARKER = MARKERS.seal("ListUsers/111122223333", "alice");

  @Test
  void whatWasSealedIsOpened() {
    assertThat(MARKERS.open("ListUsers/111122223333", MARKER)).isEqualTo("alice");
    assertThat(new Markers(new byte[32]).open("ListUsers/111122223333", MARKER)).isEqualTo("alice");
  }

  @Test
  void theLongestKeyFitsIntoAMarker() {
    assertThat(MARKERS.seal("ListUsers/111122223333", "x".repeat(200))).hasSizeLessThan(320);
  }

  static Stream<String> forgeries() {
    byte[] bytes = Base64.getUrlDecoder().decode(MARKER);
    Stream<String> flipped =
        Stream.iterate(0, i -> i < bytes.length, i -> i + 1)
            .map(
                i -> {
                  byte[] copy = bytes.clone();
                  copy[i] ^= 1;
                  return Base64.getUrlEncoder().withoutPadding().encodeToString(copy);
                });
    Stream<String> cut = Stream.of(0, 1, 15, 21, 22, 27).map(end -> MARKER.substring(0, end));
    return Stream.of(
            flipped,
            cut,
            Stream.of(MARKER + "A", MARKER + "=", MARKER + "AAAA", "alice", "!", "é", " " + MARKER))
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aMarkerThatWasForgedOrCutIsRefused(String marker) {
    refuses(MARKERS, "ListUsers/111122223333", marker);
  }

  @Test
  void aMarkerOfAnotherListingAccountOrInstallationIsRefused() {
    refuses(MARKERS, "ListRoles/111122223333", MARKER);
    refuses(MARKERS, "ListUsers/444455556666", MARKER);
    byte[] other = new byte[32];
    other[31] = 1;
    refuses(new Markers(other), "ListUsers/111122223333", MARKER);
  }

  @Test
  void theKeyIsLongEnough() {
    assertThatThrownBy(() -> new Markers(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 32");
  }

  private static void refuses(Markers markers, String listing, String marker) {
    assertThatThrownBy(() -> markers.open(listing, marker))
        .isInstanceOfSatisfying(
            OperationException.class,
            refused -> assertThat(refused.code()).isEqualTo("ValidationError"))
        .hasMessageContaining("Invalid Marker");
  }
}
