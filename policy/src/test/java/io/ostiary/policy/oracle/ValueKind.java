package io.ostiary.policy.oracle;

import java.util.List;
import java.util.stream.Stream;

/** A kind of value: the operators for it, what a request may have, what a policy may want. */
record ValueKind(List<String> operators, List<String> had, List<String> wanted) {
  static final ValueKind TEXT =
      of(
          List.of(
              "StringEquals",
              "StringNotEquals",
              "StringEqualsIgnoreCase",
              "StringNotEqualsIgnoreCase",
              "StringLike",
              "StringNotLike"),
          List.of(
              "alice",
              "Alice",
              "alicE",
              "red",
              "blue",
              "a*c",
              "abc",
              "a?c",
              "$5",
              "${aws:username}",
              "\u00E4\u00D6",
              "\u00C4\u00F6",
              "\uD801\uDC28x",
              "\uD801\uDC00x",
              "a\uD83D\uDE00c",
              "line\nbreak",
              "*",
              ""),
          List.of("a*", "?lice", "*c", "a??c", "STRASSE", "ali", "alice "));

  static final ValueKind ARN =
      of(
          List.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"),
          List.of(
              "arn:aws:sns:eu-west-1:111122223333:topic",
              "arn:aws:sns:eu-west-1:111122223333:a:topic",
              "arn:aws:sns:eu-west-1:444455556666:Topic",
              "arn:aws:lambda:eu-west-1:111122223333:function:alice:1",
              "arn:aws:s3:::b",
              "arn:aws:sns:eu-west-1:x",
              "boop",
              "a:b:c:d:e:f"),
          List.of(
              "arn:aws:sns:*",
              "arn:aws:sns:*:topic",
              "arn:aws:sns:*:*:topic",
              "arn:aws:sns:*:*:*",
              "arn:aws:s?s:eu-*:111122223333:t*",
              "arn:aws:sns:eu-west-?:*:[Tt]opic",
              "arn:aws:lambda:*:111122223333:function:*",
              "arn:aws:lambda:*:*:function:${aws:username}:?",
              "arn:aws:sns:*:${aws:PrincipalTag/team}:topic",
              "arn:aws:iam::111122223333:role/app",
              "arn:aws:iam::111122223333:user/${aws:username}",
              "arn:aws:iam::*:*",
              "*",
              "*:*:*:*:*:*",
              "${aws:SourceArn}"));

  static final ValueKind NUMBER =
      of(
          List.of(
              "NumericEquals",
              "NumericNotEquals",
              "NumericLessThan",
              "NumericLessThanEquals",
              "NumericGreaterThan",
              "NumericGreaterThanEquals"),
          List.of(
              "10",
              "10.0",
              "1e1",
              "+10",
              "010",
              "100E-1",
              "9",
              "9.99",
              "-1.5",
              "-15e-1",
              "0",
              "-0",
              "1e999999999",
              "10000000000000000000000000000000000000001",
              "ten",
              "5.",
              ".5",
              " 10",
              ""),
          List.of("11", "8.5", "10abc", "0x10", "-1e999999999", "1e99999999999", "${docs:Size}"));

  static final ValueKind DATE =
      of(
          List.of(
              "DateEquals",
              "DateNotEquals",
              "DateLessThan",
              "DateLessThanEquals",
              "DateGreaterThan",
              "DateGreaterThanEquals"),
          List.of(
              "2026-03-01T12:00:00Z",
              "2026-03-01T13:00:00+01:00",
              "2026-03-01T12:00Z",
              "1772366400",
              "2026-03-01T12:00:00.000Z",
              "2026-03-01",
              "2026-03",
              "1772323200",
              "2026-02-28T19:00:00-05:00",
              "2026",
              "2026-01-01T00:00:00.5Z",
              "1767225600",
              "2025-12-31T23:59:59.999999Z",
              "0000000000",
              "1970",
              "soon",
              "2026-02-29",
              "2026-03-01T12:00:00",
              "1772366400000",
              ""),
          List.of(
              "2024-02-29",
              "2026-03-02",
              "2027",
              "2026-3-1",
              "2026-03-01 12:00:00Z",
              "2026-03-01T12:00:00.Z",
              "2026-03-01T12:00:00+0100",
              "2026-13",
              "1900000000"));

  static final ValueKind BOOL =
      of(
          List.of("Bool"),
          List.of("true", "false", "TRUE", "False", "yes", ""),
          List.of("${aws:PrincipalTag/team}", "1"));

  static final ValueKind BINARY =
      of(
          List.of("BinaryEquals"),
          List.of("QUJD", "QQ==", "QQ", "QUJE", "qujd", "!!", "AP8="),
          List.of("QUI=", "AP8"));

  static final ValueKind ADDRESS =
      of(
          List.of("IpAddress", "NotIpAddress"),
          List.of(
              "203.0.113.7",
              "203.0.113.9",
              "203.0.112.1",
              "10.0.0.1",
              "::ffff:203.0.113.7",
              "::FFFF:cb00:7107",
              "2001:db8::1",
              "2001:0DB8:0:0::1",
              "2001:db8:1::9",
              "2001:db8:0:0:0:0:203.0.113.7",
              "::",
              "0.0.0.0",
              "255.255.255.255",
              "203.0.113.007",
              "nowhere",
              "fe80::1%eth0",
              "203.0.113.0/24",
              ""),
          List.of(
              "203.0.113.0/24",
              "203.0.113.200/24",
              "203.0.113.6/31",
              "203.0.113.7/32",
              "0.0.0.0/0",
              "128.0.0.0/1",
              "::/0",
              "2001:db8::/32",
              "2001:db8::/33",
              "2001:db8::5/64",
              "2001:db8::1/128",
              "2001:db8::cb00:7107/127",
              "::ffff:203.0.113.0/120",
              "::ffff:0:0/96",
              "203.0.113.7/33",
              "203.0.113.0/255.255.255.0",
              "2001:db8::/129",
              "203.0.113.*",
              "2001:db8:::1",
              "1:2:3:4:5:6:7:8:9"));

  static final List<ValueKind> ALL = List.of(TEXT, ARN, NUMBER, DATE, BOOL, BINARY, ADDRESS);

  /** A policy may want what a request may have, and more. */
  private static ValueKind of(List<String> operators, List<String> had, List<String> others) {
    return new ValueKind(operators, had, Stream.concat(had.stream(), others.stream()).toList());
  }
}
