package io.ostiary.filter.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlEncodedTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "'', ''",
    "&&, ''",
    "a=1, [a=1]",
    "a, [a=]",
    "a=, [a=]",
    "a=1&a=2, [a=1][a=2]",
    "a=1&&b=2&, [a=1][b=2]",
    "a=b=c, [a=b=c]",
    "a=1;b=2, [a=1;b=2]",
    "a+b=c+d, [a b=c d]",
    "a=%2B%26%3d, [a=+&=]",
    "q=%2e%2e/..%2F, [q=../../]",
    "f[0]=x, [f[0]=x]",
    "n=caf%C3%A9, [n=café]",
    "n=a%0Ab, '[n=a\nb]'",
  })
  void decodesOnce(String raw, String parameters) throws RejectedRequestException {
    assertThat(text(UrlEncoded.parse(raw, UTF_8))).isEqualTo(parameters);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "=x",
        "a=1&=2",
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%u0041",
        "a=%00",
        "a=%C3",
        "a=%FF",
        "a=\u00e9",
        "a=b c",
        "a=\"",
        "a=<x>",
        "a=b\\c",
        "a=\u0001",
      })
  void refusesWhatIsNotEncoded(String raw) {
    assertThatThrownBy(() -> UrlEncoded.parse(raw, UTF_8))
        .isInstanceOf(RejectedRequestException.class);
  }

  @Test
  void readsAFormInItsCharacterSet() throws RejectedRequestException {
    assertThat(UrlEncoded.parse("n=caf%E9", ISO_8859_1))
        .containsExactly(new Parameter("n", "café"));
  }

  @Test
  void refusesMoreParametersThanTheLimit() {
    String raw =
        IntStream.rangeClosed(0, HttpSettings.PARAMETER_LIMIT)
            .mapToObj(i -> "a=" + i)
            .collect(Collectors.joining("&"));

    assertThatThrownBy(() -> UrlEncoded.parse(raw, UTF_8)).hasMessageContaining("1000");
  }

  private static String text(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> "[" + parameter.name() + "=" + parameter.value() + "]")
        .collect(Collectors.joining());
  }
}
