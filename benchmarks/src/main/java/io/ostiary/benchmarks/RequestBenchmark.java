package io.ostiary.benchmarks;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to say what is asked, before anything is decided?
 *
 * <p>The action and the resource are read from their texts and sixteen condition keys are set, as
 * the mapping of an HTTP request does. The other benchmarks decide requests that were made before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class RequestBenchmark {
  private AuthorizationRequest[] requests;
  private List<Map<String, RequestContext.Values>> contexts;

  @Setup
  public void load() {
    requests = Workload.of(10).requests().toArray(AuthorizationRequest[]::new);
    contexts = Arrays.stream(requests).map(request -> request.context().asMap()).toList();
  }

  @Benchmark
  public AuthorizationRequest make(Cursor cursor) {
    int next = cursor.next();
    AuthorizationRequest request = requests[next];
    RequestContext.Builder context = RequestContext.builder();
    contexts.get(next).forEach(context::put);
    return new AuthorizationRequest(
        request.principal(),
        Action.parse(request.action().toString()),
        Resource.of(request.resource().name(), request.resource().accountId()),
        context.build());
  }
}
