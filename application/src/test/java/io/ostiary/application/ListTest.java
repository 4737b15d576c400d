package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ostiary.filter.PassMeter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to leave of a long list what the caller may see. */
class ListTest {
  private static final int ITEMS = 10_000;
  private static final int ROUNDS = 8;

  /** More than an item takes now, and less than if the request were read anew for each. */
  private static final double MOST_BYTES = 4_500;

  @TempDir Path directory;

  /** What an item took. */
  private record Cost(double nanoseconds, double bytes) {}

  /** Asks about many pages, of which every other one may be read. */
  private static final class Listing extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private transient volatile Cost cost = new Cost(0, 0);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      List<String> pages =
          IntStream.range(0, ITEMS).mapToObj(i -> (i % 2 == 0 ? "page/a" : "page/b") + i).toList();
      Authorizer authorizer = Authorizer.of(request);
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      int left = 0;
      for (int round = 0; round < ROUNDS; round++) { // the last is what counts
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long began = thread.getCurrentThreadCpuTime();
        left = authorizer.filter("handbook:ReadPage", pages).size();
        cost =
            new Cost(
                (double) (thread.getCurrentThreadCpuTime() - began) / ITEMS,
                (double) (thread.getCurrentThreadAllocatedBytes() - bytes) / ITEMS);
      }
      response.getWriter().print(left);
    }
  }

  @Test
  void anItemIsDecidedWithoutReadingTheRequestAgain() throws Exception {
    Listing listing = new Listing();
    try (Handbook handbook =
        Handbook.start(
            directory,
            Policies.HERS,
            new Handbook.Setup(
                Container.UNDERTOW,
                context -> context.addServlet("listing", listing).addMapping("/*"),
                PassMeter.NONE))) {
      assertThat(handbook.ask("GET", "/in/x").body()).isEqualTo(Integer.toString(ITEMS / 2));
    }
    System.out.printf(
        Locale.ROOT,
        "an item of a list: %.0f ns of processor time, %.0f bytes%n",
        listing.cost.nanoseconds,
        listing.cost.bytes);
    assertThat(listing.cost.bytes).isLessThan(MOST_BYTES);
  }
}
