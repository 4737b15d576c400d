package io.ostiary.benchmarks.workload;

import java.util.List;
import java.util.Random;

/** The services, actions and names that generated statements and requests speak of. */
final class Vocabulary {
  static final String ACCOUNT = "111122223333";

  static final List<String> TEAMS =
      List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta");

  private static final List<String> DOCS =
      List.of(
          "docs:GetDocument",
          "docs:PutDocument",
          "docs:DeleteDocument",
          "docs:GetVersion",
          "docs:ListVersions",
          "docs:ShareDocument");
  private static final List<String> S3 =
      List.of(
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:PutObject",
          "s3:PutObjectTagging",
          "s3:DeleteObject",
          "s3:ListBucket");
  private static final List<String> QUEUE =
      List.of(
          "queue:SendMessage", "queue:ReceiveMessage", "queue:DeleteMessage", "queue:PurgeQueue");

  private static final List<List<String>> SERVICES = List.of(DOCS, S3, QUEUE);

  private Vocabulary() {}

  static String document(int thing) {
    return "arn:aws:docs:eu-west-1:" + ACCOUNT + ":document/d-" + number(thing);
  }

  static String bucket(int thing) {
    return "arn:aws:s3:::bucket-" + number(thing);
  }

  static String team(int thing) {
    return "team-" + number(thing);
  }

  static String job(int thing) {
    return "jobs:Run" + number(thing);
  }

  static String project(int thing) {
    return "project-" + number(thing);
  }

  private static String number(int thing) {
    String digits = Integer.toString(thing);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  static String docsAction(Random random) {
    return any(DOCS, random);
  }

  static String s3Action(Random random) {
    return any(S3, random);
  }

  static String queueAction(Random random) {
    return any(QUEUE, random);
  }

  /** An action that a pattern covers; the pattern is an action or ends in its only {@code *}. */
  static String actionLike(String pattern, Random random) {
    if (!pattern.endsWith("*")) {
      return pattern;
    }
    String prefix = pattern.substring(0, pattern.length() - 1);
    List<String> covered =
        SERVICES.stream().flatMap(List::stream).filter(a -> a.startsWith(prefix)).toList();
    return any(covered, random);
  }

  /** A resource that a pattern covers, with a short run of characters for each {@code *}. */
  static String resourceLike(String pattern, Random random) {
    if (pattern.equals("*")) {
      return document(random.nextInt(1_000_000)) + "-other";
    }
    StringBuilder resource = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '*') {
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
          resource.append((char) ('a' + random.nextInt(26)));
        }
      } else {
        resource.append(pattern.charAt(i));
      }
    }
    return resource.toString();
  }

  static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
