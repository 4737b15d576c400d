package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnPatternTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::b, true, true",
    "arn:aws:s3:::b:c:d, true, true",
    "arn:::::, true, true",
    ":::::, true, true",
    "arn:aws:s3::*, false, true",
    "arn:*, false, true",
    "*, false, true",
    "arn:aws:s3::b, false, false",
    "arn, false, false",
    "'', false, false",
  })
  void hasSixPartsOrBreaksOffWithAnAsterisk(String text, boolean full, boolean abbreviated) {
    assertThat(ArnPattern.full(text, false)).matches(pattern -> pattern.isPresent() == full);
    assertThat(ArnPattern.abbreviated(text, false))
        .matches(pattern -> pattern.isPresent() == abbreviated);
  }

  @ParameterizedTest(name = "{0} matches {1}, but not {2}")
  @CsvSource({
    "arn:*, arn:aws:s3:::b, urn:aws:s3:::b",
    "arn:aws:s3*, arn:aws:s3:::b, arn:aws:sqs:::b",
    "arn:aws:*:::b, arn:aws:s3:::b, arn:aws:s3:eu::b",
    "arn:aws:?3:::b, arn:aws:s3:::b, arn:aws:x:::b",
    "arn:aws:s3:::b*, arn:aws:s3:::b:c, arn:aws:s3::b:b",
    "arn:aws:s?:::b, arn:aws:s3:::b, arn:aws:s?::b",
    "arn:aws:*:::*, arn:aws:s3:::, arn:aws:s3::",
  })
  void comparesPartByPart(String pattern, String one, String other) {
    assertThat(ArnPattern.abbreviated(pattern, false))
        .hasValueSatisfying(
            it ->
                assertThat(it)
                    .matches(arn -> arn.matches(one, RequestContext.EMPTY))
                    .matches(arn -> !arn.matches(other, RequestContext.EMPTY)));
  }

  @Test
  void takesNoServiceForAnotherHoweverManyThereAre() {
    List<ArnPattern> patterns = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      patterns.add(ArnPattern.full("arn:aws:service-" + i + ":::*", false).orElseThrow());
    }
    for (int i = 0; i < 1_000; i++) {
      String own = "arn:aws:service-" + i + ":::x";
      String next = "arn:aws:service-" + (i + 1) + ":::x";
      assertThat(patterns.get(i))
          .matches(pattern -> pattern.matches(own, RequestContext.EMPTY))
          .matches(pattern -> !pattern.matches(next, RequestContext.EMPTY));
    }
  }
}
