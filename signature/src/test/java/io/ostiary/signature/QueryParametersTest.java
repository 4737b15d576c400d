package io.ostiary.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryParametersTest {

  private static List<String> inOrder(String query) throws SignatureException {
    QueryParameters parameters = QueryParameters.parse(query);
    int[] order = parameters.order();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      written.add(parameters.put(order == null ? i : order[i], Octets.own()).toString());
    }
    return written;
  }

  @ParameterizedTest(name = "{0} in any order")
  @MethodSource("counts")
  void sortsByNameThenByValue(int count) throws Exception {
    Random random = new Random(count);
    List<String> sorted = new ArrayList<>();
    for (String name : List.of("a", "a-b", "aa", "b%2F", "x")) {
      for (int i = 0; i < count / 5; i++) {
        sorted.add(name + "=" + (char) ('A' + i % 26) + i);
      }
    }
    Collections.sort(
        sorted,
        (one, other) -> {
          String[] left = one.split("=", 2);
          String[] right = other.split("=", 2);
          int byName = left[0].compareTo(right[0]);
          return byName == 0 ? left[1].compareTo(right[1]) : byName;
        });
    List<String> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, random);

    assertThat(inOrder(String.join("&", shuffled))).isEqualTo(sorted);
    assertThat(inOrder(String.join("&", sorted))).isEqualTo(sorted);
  }

  static IntStream counts() {
    return IntStream.of(0, 5, 10, 30, 35, 100, 500);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a=",
    "a=, a=",
    "&&a=1&, a=1",
    "a=b=c, a=b%3Dc",
    "a%2fb=%7e%41, a%2Fb=~A",
    "%61=/?, a=%2F%3F",
    "a=%25%32, a=%252"
  })
  void writesEachInTheOneCanonicalWay(String query, String canonical) throws Exception {
    assertThat(inOrder(query)).containsExactly(canonical);
  }
}
