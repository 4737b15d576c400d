package io.ostiary.benchmarks.workload;

import java.util.List;

/** A condition operator on one key: {@code {"StringLike": {"aws:UserAgent": ["aws-cli/*"]}}}. */
public record GeneratedCondition(String operator, String key, List<String> values) {
  public GeneratedCondition {
    values = List.copyOf(values);
  }

  static GeneratedCondition of(String operator, String key, String... values) {
    return new GeneratedCondition(operator, key, List.of(values));
  }
}
