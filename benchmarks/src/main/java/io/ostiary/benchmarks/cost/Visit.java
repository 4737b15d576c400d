package io.ostiary.benchmarks.cost;

/**
 * What a request cost the server in one turn of one way.
 *
 * @param micros processor time
 * @param bytes allocated
 */
public record Visit(double micros, double bytes) {
  static Visit of(Spent spent, int requests) {
    return new Visit(spent.processor() / 1e3 / requests, (double) spent.allocated() / requests);
  }
}
