package io.ostiary.application;

/** What Ann may do in tests. */
final class Policies {
  static final String HERS =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["handbook:Enter", "handbook:ListPages"], "Resource": "*"},
        {"Effect": "Allow", "Action": "handbook:ReadPage",
         "Resource": "arn:aws:handbook::111122223333:page/a*"},
        {"Effect": "Allow", "Action": "handbook:ReadPage", "Resource": "*",
         "Condition": {"StringEquals": {"handbook:Language": "de"}}},
        {"Effect": "Allow", "Action": "handbook:ReadNote", "Resource": "*"}]}
      """;

  private Policies() {}
}
