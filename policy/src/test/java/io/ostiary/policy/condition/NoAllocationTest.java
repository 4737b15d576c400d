package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ostiary.policy.request.RequestContext;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deciding whether a condition holds allocates nothing, whatever its operator. */
@Tag("once")
class NoAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 2_000;

  /** The best of some rounds, as the virtual machine itself allocates now and then. */
  private static long fewestBytes(Condition condition, RequestContext context) {
    long thread = Thread.currentThread().getId();
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      int held = 0;
      for (int i = 0; i < TIMES; i++) {
        if (condition.holds(context)) {
          held++;
        }
      }
      fewest = Math.min(fewest, THREADS.getThreadAllocatedBytes(thread) - before);
      assertThat(held).isIn(0, TIMES);
    }
    return fewest;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "StringEquals, value, value",
        "StringEqualsIgnoreCase, VALUE, value",
        "StringLike, *al?e*${x:other}*, a value of another kind",
        "StringNotLike, \"${x:none, 'b'}*\", value",
        "NumericEquals, 10.50, 1.05e1",
        "NumericLessThanEquals, 123456789012345678901234567890, 123456789012345678901234567889",
        "NumericGreaterThan, 1, no number",
        "DateLessThan, 2026-03-01T13:00:00Z, 2026-03-01T13:00:00.123456789+01:00",
        "DateGreaterThan, 2026-03, 1772366400",
        "DateEquals, 2026-03-01, no date",
        "Bool, true, TRUE",
        "BinaryEquals, QmluYXJ5, QmluYXJ5",
        "IpAddress, 203.0.113.0/24, 203.0.113.9",
        "IpAddress, 2001:db8::/32, 2001:DB8:0:1::9",
        "NotIpAddress, 203.0.113.0/24, ::ffff:203.0.113.9",
        "ArnLike, arn:aws:s3:::b*/x?/*, arn:aws:s3:::bucket/x1/y",
        "ArnNotEquals, arn:aws:s3*:::bucket, arn:aws:s3:::bucket",
        "Null, true, value",
      })
  void comparesInPlace(String operator, String want, String have) {
    for (String quantifier : List.of("", "ForAnyValue:", "ForAllValues:")) {
      Condition condition = Condition.of(quantifier + operator, "x:k", List.of("-", want), true);
      RequestContext.Builder context = RequestContext.builder().one("x:other", "other");
      if (quantifier.isEmpty()) {
        context.one("x:k", have);
      } else {
        context.many("x:k", List.of(have, have));
      }
      assertThat(fewestBytes(condition, context.build())).as(quantifier).isZero();
    }
  }
}
