package io.ostiary.policy.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which list headers give, or what is wrong with them. The owner is account 111122223333, and in a
 * bucket of another owner that is 444455556666.
 */
class AclHeadersTest {
  record Case(JsonNode json) {
    @Override
    public String toString() {
      return json.get("name").asText();
    }

    Optional<AccessControlList> read() {
      Map<String, String> headers = new HashMap<>();
      json.get("headers").properties().forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
      return AclHeaders.read(
          headers,
          Lists.owner("111122223333"),
          Lists.owner(json.path("bucketOwner").asText("111122223333")));
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in = AclHeadersTest.class.getResourceAsStream("headers.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false).map(Case::new);
    }
  }

  static Stream<Case> sound() throws IOException {
    return cases().filter(one -> !one.json().has("fault"));
  }

  static Stream<Case> faulty() throws IOException {
    return cases().filter(one -> one.json().has("fault"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sound")
  void giveAList(Case one) {
    JsonNode expected = one.json().get("grants");
    Optional<List<String>> grants =
        one.read().map(list -> list.grants().stream().map(Lists::text).toList());

    if (expected.isNull()) {
      assertThat(grants).isEmpty();
    } else {
      List<String> texts = new ArrayList<>();
      expected.forEach(text -> texts.add(text.asText()));
      assertThat(grants).contains(texts);
      assertThat(one.read().map(AccessControlList::owner)).contains(Lists.owner("111122223333"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faulty")
  void areRefused(Case one) {
    AclSyntaxException fault =
        Objects.requireNonNull(catchThrowableOfType(AclSyntaxException.class, one::read));

    assertThat(fault.fault()).hasToString(one.json().get("fault").asText());
    assertThat(fault.place()).isEqualTo(one.json().path("place").asText());
    assertThat(fault).hasMessageContaining(one.json().get("says").asText());
  }
}
