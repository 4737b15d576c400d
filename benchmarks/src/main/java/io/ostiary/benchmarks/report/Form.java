package io.ostiary.benchmarks.report;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How thoroughly to measure. */
enum Form {
  /** Each method once, in this process: that it runs, not how fast. */
  SMOKE(0, 0, 1, Duration.ofMillis(1), 1, Duration.ofMillis(1), 100),
  /** A quarter of an hour on a quiet machine. */
  SHORT(1, 3, 5, Duration.ofSeconds(1), 40, Duration.ofMillis(200), 100_000),
  /** Two hours. */
  FULL(3, 5, 5, Duration.ofSeconds(2), 400, Duration.ofMillis(200), 100_000);

  final int forks;
  final int warmUps;
  final int iterations;
  final Duration time;

  /** How often one thread and two take turns. */
  final int turns;

  /** How long one of them works before it is the other's turn. */
  final Duration slice;

  /** The largest number of statements. */
  final int most;

  Form(int forks, int warmUps, int iterations, Duration time, int turns, Duration slice, int most) {
    this.forks = forks;
    this.warmUps = warmUps;
    this.iterations = iterations;
    this.time = time;
    this.turns = turns;
    this.slice = slice;
    this.most = most;
  }

  /** Numbers of statements: the powers of ten. */
  List<Integer> sizes() {
    return IntStream.iterate(10, size -> size <= most, size -> 10 * size).boxed().toList();
  }

  /** Numbers of departments: a hundred, a thousand, ten thousand policies. */
  List<Integer> hospitals() {
    return Stream.of(3, 30, 300).filter(departments -> 10 * departments <= most).toList();
  }
}
